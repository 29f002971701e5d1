namespace GptPrompting.Benchmarks.TestModels;

/// <summary>A named array of numbers, row-major.</summary>
internal sealed record WeightTensor(string Name, int[] Shape, float[] Values)
{
    /// <returns>Columns as rows: [n, m] of an [m, n] matrix.</returns>
    public WeightTensor Transposed()
    {
        (int rows, int columns) = (Shape[0], Shape[1]);
        float[] turned = new float[Values.Length];
        Parallel.For(0, columns, column =>
        {
            for (int row = 0; row < rows; row++)
            {
                turned[(column * rows) + row] = Values[(row * columns) + column];
            }
        });
        return new WeightTensor(Name, [columns, rows], turned);
    }
}
