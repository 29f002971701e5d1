namespace GptPrompting.Tokenization;

/// <summary>What the <c>model</c> of a BPE file says beside its tables.</summary>
internal sealed record BytePairOptions
{
    /// <summary>Whether symbols are bytes in the byte alphabet; else they are characters.</summary>
    public bool IsByteLevel { get; init; }

    /// <summary>Whether a piece that is itself a token is taken as such, whatever the merges make of it.</summary>
    public bool IgnoresMerges { get; init; }

    /// <summary>Whether a character without a token is written as tokens <c>&lt;0xE2&gt;</c> of its bytes.</summary>
    public bool FallsBackToBytes { get; init; }

    /// <summary>Whether neighbouring unknown characters are one unknown token.</summary>
    public bool FusesUnknown { get; init; }

    /// <summary>Stands for what has no token; where it is null that is left out.</summary>
    public int? UnknownId { get; init; }

    /// <summary>Written before every symbol of a word but the first.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Written after the last symbol of a word.</summary>
    public string Suffix { get; init; } = "";
}
