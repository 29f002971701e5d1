namespace GptPrompting.Tokenization;

/// <summary>A normalizer that is one function, as <c>Prepend</c>, <c>Replace</c> and <c>Strip</c>.</summary>
internal sealed class TextNormalizer(Func<string, string> normalize) : INormalizer
{
    public string Normalize(string text) => normalize(text);
}
