namespace GptPrompting.Models;

/// <summary>A sequence whose reads can be made by a fork, which it then becomes: <see cref="ForkedRead"/>.</summary>
internal interface IPartwiseSequence : ICausalSequence
{
    /// <summary>Whether parts one after another take about as long as the whole at once.</summary>
    bool ReadsInParts { get; }

    /// <summary>Becomes what a fork of it has become, and disposes the fork.</summary>
    /// <param name="fork">The fork.</param>
    /// <param name="output">Logits of all that it read in parts, taken over; null for those of its last read.</param>
    void Become(ICausalSequence fork, PassOutput? output);
}
