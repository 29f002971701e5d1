using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>A beam that goes on.</summary>
/// <param name="Last">Its last token, which its sequence has yet to read; null before the first one.</param>
/// <param name="Sequence">What was read before it.</param>
internal sealed record Beam(BeamNode? Last, ICausalSequence Sequence)
{
    public ReadOnlyMemory<int> LastToken { get; } = Last is null ? default : new[] { Last.TokenId };
}
