namespace GptPrompting.Tokenization;

/// <summary>What a splitter makes of the places that it finds.</summary>
internal enum SplitBehavior
{
    /// <summary>They are left out.</summary>
    Removed,

    /// <summary>Each is a part of its own.</summary>
    Isolated,

    /// <summary>Each ends the part before it.</summary>
    MergedWithPrevious,

    /// <summary>Each begins the part after it.</summary>
    MergedWithNext,

    /// <summary>Neighbours are one part.</summary>
    Contiguous,
}
