namespace GptPrompting.Tokenization;

/// <summary>Normalizers one after the other.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<INormalizer> normalizers) : INormalizer
{
    public string Normalize(string text) =>
        normalizers.Aggregate(text, (current, normalizer) => normalizer.Normalize(current));
}
