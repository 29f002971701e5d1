namespace GptPrompting.Tokenization;

/// <summary>Changes a text before it is split and encoded.</summary>
internal interface INormalizer
{
    /// <param name="text">Well-formed text.</param>
    /// <returns>The normalised text, well formed.</returns>
    string Normalize(string text);
}
