namespace GptPrompting.States;

/// <summary>Joins the states of tokens.</summary>
internal static class VectorPool
{
    /// <param name="states">[count, width], row-major.</param>
    /// <param name="count">Tokens of the text, at least 1.</param>
    /// <param name="pooling">How.</param>
    /// <returns>A vector of the width.</returns>
    public static float[] Join(ReadOnlySpan<float> states, int count, Pooling pooling)
    {
        int width = states.Length / count;
        return pooling switch
        {
            Pooling.FirstToken => [.. states[..width]],
            Pooling.LastToken => [.. states[^width..]],
            Pooling.Mean => Mean(states, width),
            _ => throw new ArgumentOutOfRangeException(nameof(pooling), pooling, $"There is no pooling {pooling}."),
        };
    }

    /// <summary>Scales a vector to length 1. One without any length stays as it is.</summary>
    public static float[] Normalize(float[] vector)
    {
        double length = Math.Sqrt(vector.Sum(value => (double)value * value));
        return length == 0 ? vector : Array.ConvertAll(vector, value => (float)(value / length));
    }

    private static float[] Mean(ReadOnlySpan<float> states, int width)
    {
        double[] sum = new double[width];
        for (int i = 0; i < states.Length; i++)
        {
            sum[i % width] += states[i];
        }

        double count = (double)states.Length / width;
        return Array.ConvertAll(sum, value => (float)(value / count));
    }
}
