namespace Training.Tests;

/// <summary>What training exports computes in ONNX Runtime what it computed in PyTorch.</summary>
public sealed class ExportTests(ExportedFolder folder) : IClassFixture<ExportedFolder>
{
    /// <summary>
    /// The graph, the weights that PyTorch had, the greatest difference of two logits. Float16 rounds the weights and
    /// nothing else: against rounded weights the tolerance is the same, against whole ones it is that of rounding.
    /// </summary>
    public static TheoryData<string, string, float> Graphs => new()
    {
        { "model.onnx", "float32", 1e-4f },
        { "model_fp16.onnx", "float16", 1e-4f },
        { "model_fp16.onnx", "float32", 2e-2f },
    };

    [SkippableTheory]
    [MemberData(nameof(Graphs))]
    public void Read_OneSequence_GivesPyTorchsLogits(string graph, string weights, float tolerance)
    {
        using OnnxGraph session = folder.Open(graph);
        ReferenceCase expected = folder.Cases(weights)[0];

        float[][][] logits = session.Read([expected.Ids], [Ones(expected.Ids.Length)]);

        AssertClose(expected.Logits, logits[0], tolerance);
    }

    [SkippableTheory]
    [MemberData(nameof(Graphs))]
    public void Read_WithACacheSplitAnywhere_GivesPyTorchsLogits(string graph, string weights, float tolerance)
    {
        ReferenceCase expected = folder.Cases(weights)[0];
        Assert.All(Enumerable.Range(1, expected.Ids.Length - 1), split =>
        {
            using OnnxGraph session = folder.Open(graph);

            float[][][] first = session.Read([expected.Ids[..split]], [Ones(split)]);
            float[][][] rest = session.Read([expected.Ids[split..]], [Ones(expected.Ids.Length)]);

            AssertClose(expected.Logits, [.. first[0], .. rest[0]], tolerance);
        });
    }

    [SkippableTheory]
    [MemberData(nameof(Graphs))]
    public void Read_InALeftPaddedBatch_GivesPyTorchsLogits(string graph, string weights, float tolerance)
    {
        using OnnxGraph session = folder.Open(graph);
        IReadOnlyList<ReferenceCase> cases = folder.Cases(weights);
        int longest = cases.Max(c => c.Ids.Length);
        long[][] ids = [.. cases.Select(c => Padded(c.Ids, longest))];
        long[][] mask = [.. cases.Select(c => Padded(Ones(c.Ids.Length), longest))];

        // All but the last token, then that with the cache.
        float[][][] first = session.Read([.. ids.Select(row => row[..^1])], [.. mask.Select(row => row[..^1])]);
        float[][][] last = session.Read([.. ids.Select(row => row[^1..])], mask);

        Assert.All(cases.Index(), c =>
        {
            float[][] rows = [.. first[c.Index], .. last[c.Index]];
            AssertClose(c.Item.Logits, rows[^c.Item.Ids.Length..], tolerance);
        });
    }

    private static long[] Ones(int count) => [.. Enumerable.Repeat(1L, count)];

    private static long[] Padded(long[] values, int length) => [.. new long[length - values.Length], .. values];

    private static void AssertClose(float[][] expected, float[][] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        float difference = expected.Zip(actual, (e, a) => e.Zip(a, (x, y) => Math.Abs(x - y)).Max()).Max();
        Assert.InRange(difference, 0, tolerance);
    }
}
