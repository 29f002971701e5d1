namespace Microsoft.ML.Tokenizers;

/// <summary>One token of an encoded text: its id, its text, and the characters it stands for.</summary>
#pragma warning disable CA1067 // The official type overrides nothing: structs compare by value anyway.
public readonly struct EncodedToken(int id, string value, Range offset) : IEquatable<EncodedToken>
#pragma warning restore CA1067
{
    public int Id { get; } = id;

    public string Value { get; } = value;

    /// <summary>Where the token lies in the text, after normalization where there was one.</summary>
    public Range Offset { get; } = offset;

    public bool Equals(EncodedToken other) => Id == other.Id && Value == other.Value && Offset.Equals(other.Offset);
}
