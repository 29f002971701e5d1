namespace Microsoft.ML.Tokenizers;

/// <summary>How to encode a text.</summary>
public struct EncodeSettings
{
    public EncodeSettings()
    {
    }

    public bool ConsiderNormalization { get; set; }

    public bool ConsiderPreTokenization { get; set; }

    public int MaxTokenCount { get; set; } = int.MaxValue;
}
