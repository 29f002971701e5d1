using GptPrompting.Graphs;

namespace GptPrompting;

/// <summary>What callers ask for, in the words of those who rewrite graphs.</summary>
internal static class WeightFormats
{
    public static WeightFormat Of(ModelWeights weights) => weights switch
    {
        ModelWeights.AsTheyAre => WeightFormat.AsTheyAre,
        ModelWeights.SixteenBit => WeightFormat.Float16,
        ModelWeights.EightBit => WeightFormat.Int8,
        ModelWeights.FourBit => WeightFormat.Int4,
        ModelWeights.EightBitExact => WeightFormat.Int8Exact,
        ModelWeights.FourBitExact => WeightFormat.Int4Exact,
        _ => throw new ArgumentOutOfRangeException(
            nameof(weights), weights, $"Weights are {weights}, which is none of ModelWeights."),
    };
}
