namespace GptPrompting.Models;

/// <summary>A sequence whose long reads can be made in parts: by a fork, which it then becomes.</summary>
internal interface IPartwiseSequence : ICausalSequence
{
    /// <summary>Whether parts one after another take about as long as the whole at once.</summary>
    bool ReadsInParts { get; }

    /// <summary>Becomes what a fork of it has become, and disposes the fork.</summary>
    void Become(ICausalSequence fork);
}
