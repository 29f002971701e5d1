using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;

namespace GptPrompting.Graphs.Rewrites;

/// <summary>
/// What a block of attention computes, proved by trying it: each place that a formula allows to differ is given values
/// of its own, and the result must be what scaled causal attention makes of them.
/// </summary>
internal sealed class AttentionProof(GraphDraft draft, ProbeSet probes, AttentionBlock block)
{
    // Softmax makes exactly zero of a score that is this far below the others.
    private const double Blocked = -9000;

    /// <summary>Heads and their size.</summary>
    public AttentionShape Shape { get; } = AttentionShape.Of(probes, block);

    /// <exception cref="RewriteRefusal">Something else than causal attention with one scale is computed.</exception>
    public double ProveScale()
    {
        RequireSoftmaxOverLastAxis();
        RequireUnchangedWeights();
        double keyFactor = ProveHeads(block.Keys.Output[0], block.ScoreProduct.Input[1], isTransposed: true, "keys");
        double valueFactor =
            ProveHeads(block.Values.Output[0], block.ValueProduct.Input[1], isTransposed: false, "values");
        if (valueFactor != 1)
        {
            throw new RewriteRefusal($"the values are scaled by {valueFactor}");
        }

        double[] scales = [.. Enumerable.Range(0, probes.Cases.Count).Select(ProveCausal)];
        return scales.All(scale => Math.Abs(scale - scales[0]) <= 1e-6 * Math.Abs(scales[0]))
            ? scales[0] * keyFactor
            : throw new RewriteRefusal("the scale of the scores depends on the number of tokens");
    }

    private void RequireSoftmaxOverLastAxis()
    {
        bool isOld = draft.Source.Opsets.GetValueOrDefault("") < 13;
        long axis = block.Softmax.Int("axis", isOld ? 1 : -1);
        int rank = probes.Probes[0].Find(block.ScoreProduct.Output[0])?.Shape.Length ?? 0;
        if (axis != -1 && axis != rank - 1)
        {
            throw new RewriteRefusal($"the softmax runs over axis {axis}");
        }
    }

    /// <summary>Between softmax and values may be a dropout or a guard against NaN: what changes nothing.</summary>
    private void RequireUnchangedWeights()
    {
        GraphProbe probe = probes.Probes[0];
        string from = block.Softmax.Output[0];
        ProbeTensor weights = Numbers.Of(probe.Find(from)?.Shape
            ?? throw new RewriteRefusal($"the shape of '{from}' is not known"));
        if (from != block.ValueProduct.Input[0]
            && !Same(probe.FindIf(from, weights, block.ValueProduct.Input[0])?.Values, weights.Values))
        {
            throw new RewriteRefusal("the attention weights are changed between softmax and values");
        }
    }

    /// <summary>
    /// Each head must read the keys or values of its group, transposed or not, all times one factor, which is returned.
    /// </summary>
    private double ProveHeads(string cache, string operand, bool isTransposed, string what)
    {
        int t = probes.Cases[0].Total;
        ProbeTensor numbered = Numbers.Of([1, Shape.KeyValueHeads, t, Shape.HeadSize]);
        double[]? read = probes.Probes[0].FindIf(cache, numbered, operand) is { HasValues: true } found
            && found.Count == (long)Shape.Heads * t * Shape.HeadSize ? found.Values : null;
        double factor = read is null ? 0 : read[^1] / numbered.Values[^1];
        for (int i = 0; i < (read?.Length ?? 0); i++)
        {
            int head = i / (t * Shape.HeadSize) / (Shape.Heads / Shape.KeyValueHeads);
            int within = i % (t * Shape.HeadSize);
            int source = isTransposed ? (within % t * Shape.HeadSize) + (within / t) : within;
            if (Math.Abs(read![i] - (factor * numbered.Values[(head * t * Shape.HeadSize) + source])) > 1e-4)
            {
                factor = 0;
                break;
            }
        }

        return factor != 0 && double.IsFinite(factor)
            ? factor
            : throw new RewriteRefusal($"the cached {what} are changed before they are used");
    }

    /// <summary>A score must be scaled if its key is not later than its query, and blocked otherwise.</summary>
    private double ProveCausal(int index)
    {
        ProbeCase tried = probes.Cases[index];
        (int count, int t) = (tried.Count, tried.Total);
        long[] shape = probes.Probes[index].Find(block.ScoreProduct.Output[0])?.Shape
            ?? throw new RewriteRefusal("the shape of the scores is not known");
        double[] ones = Scores(index, shape, _ => 1);
        double[] some = Scores(index, shape, Varied);
        double? first = null;
        for (int i = 0; i < ones.Length; i++)
        {
            (int sequence, int token, int slot) = (i / (ones.Length / tried.Batch), i / t % count, i % t);
            if (tried.IsPadding(sequence, tried.Past + token))
            {
                continue;
            }

            bool sees = tried.Sees(sequence, token, slot);
            double scale = sees ? first ??= ones[i] : 0;
            bool isScaled = Math.Abs(ones[i] - scale) <= 1e-6 * Math.Abs(scale)
                && Math.Abs(some[i] - (scale * Varied(i))) <= 1e-5 * Math.Abs(scale) * 20;
            if (sees ? !isScaled : !(ones[i] <= Blocked && some[i] <= Blocked))
            {
                string kind = slot > tried.Past + token ? "later" : "masked";
                throw new RewriteRefusal(sees
                    ? $"token {tried.Past + token} does not see token {slot} plainly: {ones[i]} for a score of 1"
                    : $"token {tried.Past + token} sees the {kind} token {slot}");
            }
        }

        return first > 0 ? first.Value : throw new RewriteRefusal($"the scores are scaled by {first}");
    }

    /// <summary>Scores of both signs, from -20 to 20.</summary>
    private static double Varied(int i) => (i * 7919L % 41) - 20;

    /// <summary>What the softmax is given where the product of queries and keys is as given.</summary>
    private double[] Scores(int index, long[] shape, Func<int, double> score) =>
        // One head is enough where heads are treated alike.
        (shape.Length == 4 ? TryScores(index, [shape[0], 1, shape[2], shape[3]], score) : null)
            ?? TryScores(index, shape, score)
            ?? throw new RewriteRefusal("what is done to the scores is not known");

    private double[]? TryScores(int index, long[] shape, Func<int, double> score)
    {
        string from = block.ScoreProduct.Output[0];
        long count = shape.Aggregate(1L, (product, size) => product * size);
        if (count > ProbeTensor.MostElements)
        {
            return null;
        }

        var given = new ProbeTensor(
            ElementType.Float, shape, [.. Enumerable.Range(0, (int)count).Select(score)]);
        ProbeTensor? result = from == block.Softmax.Input[0]
            ? given
            : probes.Probes[index].FindIf(from, given, block.Softmax.Input[0]);
        return result is { HasValues: true } && result.Count == count ? result.Values : null;
    }

    private static bool Same(double[]? a, double[] b) =>
        a?.Length == b.Length && a.Zip(b).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-6);
}
