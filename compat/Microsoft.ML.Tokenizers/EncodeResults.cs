namespace Microsoft.ML.Tokenizers;

/// <summary>What an encoding gives: ids or tokens, and how much of the text they cover.</summary>
public struct EncodeResults<T>
{
    public IReadOnlyList<T> Tokens { get; set; }

    /// <summary>Null where nothing was normalized.</summary>
    public string? NormalizedText { get; set; }

    public int CharsConsumed { get; set; }
}
