namespace GptPrompting.Benchmarks.TestModels;

/// <summary>The sizes of a GPT-2; the defaults are those of GPT-2 small (Radford et al. 2019).</summary>
internal sealed record Gpt2Shape
{
    public int Layers { get; init; } = 12;

    public int Heads { get; init; } = 12;

    public int Width { get; init; } = 768;

    public int Vocabulary { get; init; } = 50257;

    public int Positions { get; init; } = 1024;

    public int HeadSize => Width / Heads;

    /// <summary>Weights that one decode step reads: every layer's matrices, and the output layer.</summary>
    public long WeightsPerStep => (12L * Width * Width * Layers) + ((long)Vocabulary * Width);
}
