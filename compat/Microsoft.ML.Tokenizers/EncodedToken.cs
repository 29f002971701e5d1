namespace Microsoft.ML.Tokenizers;

/// <summary>One token of an encoded text: its id, its text, and the characters it stands for.</summary>
public readonly struct EncodedToken(int id, string value, Range offset)
{
    public int Id { get; } = id;

    public string Value { get; } = value;

    /// <summary>Where the token lies in the text, after normalization where there was one.</summary>
    public Range Offset { get; } = offset;
}
