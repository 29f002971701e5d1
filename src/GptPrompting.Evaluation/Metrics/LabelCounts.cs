namespace GptPrompting.Evaluation.Metrics;

/// <summary>
/// How often each label was predicted for each, and the figures that need nothing else. Definitions as in
/// scikit-learn, which lm-evaluation-harness calls.
/// </summary>
internal sealed class LabelCounts
{
    private readonly int[] _counts;

    private LabelCounts(int labelCount, int[] counts)
    {
        LabelCount = labelCount;
        _counts = counts;
    }

    public int LabelCount { get; }

    /// <param name="gold">Index of the right label.</param>
    /// <param name="predicted">Index of the predicted one.</param>
    public int this[int gold, int predicted] => _counts[(gold * LabelCount) + predicted];

    public static LabelCounts Of(IReadOnlyList<Observation> observations)
    {
        int labelCount = observations.Max(each => Math.Max(each.Gold, each.Predicted)) + 1;
        int[] cells = [.. observations.Select(each => (each.Gold * labelCount) + each.Predicted)];
        return OfCells(labelCount, cells, [.. Enumerable.Range(0, cells.Length)]);
    }

    /// <param name="labelCount">How many labels there are.</param>
    /// <param name="cells">For each result gold · labelCount + predicted.</param>
    /// <param name="places">Which results are counted; the same one may come again.</param>
    public static LabelCounts OfCells(int labelCount, int[] cells, int[] places)
    {
        var counts = new int[labelCount * labelCount];
        foreach (int place in places)
        {
            counts[cells[place]]++;
        }

        return new LabelCounts(labelCount, counts);
    }

    /// <summary>The counts with one result fewer.</summary>
    public LabelCounts Without(int gold, int predicted)
    {
        int[] counts = [.. _counts];
        counts[(gold * LabelCount) + predicted]--;
        return new LabelCounts(LabelCount, counts);
    }

    /// <summary>F1 of label 1 against the rest (<c>f1_score</c> of two labels): 2 hits / (right + predicted).</summary>
    public double BinaryF1() => LabelCount > 1 ? F1(1) : 0;

    /// <summary>
    /// The mean of each label's F1 over the labels that are right or predicted somewhere; a label without a hit has 0
    /// (<c>f1_score(average="macro", zero_division=0)</c>).
    /// </summary>
    public double MacroF1()
    {
        int[] present = [.. Enumerable.Range(0, LabelCount).Where(label => Gold(label) + Predicted(label) > 0)];
        return present.Length == 0 ? 0 : present.Average(F1);
    }

    /// <summary>
    /// Matthews' correlation for any number of labels (Gorodkin 2004; <c>matthews_corrcoef</c>): -1 to 1, and 0 where
    /// right or predicted labels are all the same.
    /// </summary>
    public double MatthewsCorrelation()
    {
        double total = _counts.Sum();
        double hits = 0;
        double chance = 0;
        double gold = 0;
        double predicted = 0;
        for (int label = 0; label < LabelCount; label++)
        {
            double right = Gold(label);
            double taken = Predicted(label);
            hits += this[label, label];
            chance += right * taken;
            gold += right * right;
            predicted += taken * taken;
        }

        double product = ((total * total) - predicted) * ((total * total) - gold);
        return product == 0 ? 0 : ((hits * total) - chance) / Math.Sqrt(product);
    }

    private double F1(int label)
    {
        int either = Gold(label) + Predicted(label);
        return either == 0 ? 0 : 2.0 * this[label, label] / either;
    }

    private int Gold(int label) => Enumerable.Range(0, LabelCount).Sum(other => this[label, other]);

    private int Predicted(int label) => Enumerable.Range(0, LabelCount).Sum(other => this[other, label]);
}
