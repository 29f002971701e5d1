namespace GptPrompting;

/// <summary>What <see cref="ModelOptimizer.Prepare"/> wrote beside a graph, and whether opening takes it.</summary>
public enum GraphPreparation
{
    /// <summary>There is nothing, or the options ask for something else.</summary>
    None,

    /// <summary>Opening takes it.</summary>
    Taken,

    /// <summary>It was made of another graph, or by another version of this library, or is damaged.</summary>
    Outdated,
}
