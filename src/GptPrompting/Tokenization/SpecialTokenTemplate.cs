namespace GptPrompting.Tokenization;

/// <summary>The special tokens that a model expects around a text.</summary>
internal sealed record SpecialTokenTemplate(IReadOnlyList<int> Before, IReadOnlyList<int> After)
{
    public static SpecialTokenTemplate Empty { get; } = new([], []);
}
