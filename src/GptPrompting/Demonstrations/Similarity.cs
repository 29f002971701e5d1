namespace GptPrompting.Demonstrations;

/// <summary>How alike two things are, as a number by which they can be ordered.</summary>
internal static class Similarity
{
    /// <summary>
    /// Without the last digits, which depend on the platform's logarithm: what is equal on paper is equal here.
    /// </summary>
    public static double Rounded(double value) => Math.Round(value, 9);

    /// <returns>The cosine of two vectors of the same length; 0 where one of them is all zeros.</returns>
    /// <exception cref="InvalidOperationException">The lengths differ, or a number is not finite.</exception>
    public static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
        {
            throw new InvalidOperationException($"The embedder gave vectors of {a.Length} and of {b.Length} numbers.");
        }

        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;

        // One after the other: sums of SIMD lanes would depend on the machine.
        for (int i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            squaresOfA += (double)a[i] * a[i];
            squaresOfB += (double)b[i] * b[i];
        }

        double length = Math.Sqrt(squaresOfA) * Math.Sqrt(squaresOfB);
        double cosine = length == 0 ? 0 : product / length;
        return double.IsFinite(cosine)
            ? Rounded(cosine)
            : throw new InvalidOperationException("The embedder gave a number that is not finite.");
    }
}
