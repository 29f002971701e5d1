namespace GptPrompting.Benchmarks.Systems;

/// <summary>What <see cref="SystemServer"/> can load.</summary>
internal static class SystemName
{
    /// <summary>This library as it opens a folder when nothing is said.</summary>
    public const string Own = "own";

    /// <summary>This library with rewriting switched off.</summary>
    public const string OwnAsItIs = "own-as-it-is";

    /// <summary>This library on the model that comes with it, which has a tokenizer of its own.</summary>
    public const string InBox = "in-box";

    public const string PlainLoop = "plain-loop";

    public const string GenAi = "genai";
}
