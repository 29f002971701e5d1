namespace GptPrompting.Demonstrations;

/// <summary>How demonstrations are chosen and ordered.</summary>
public sealed record DemonstrationSelection
{
    /// <summary>Which are chosen; by default those that were given first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the methods.</exception>
    public DemonstrationMethod Method
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw OutOfRange(nameof(Method), value, "a known method");
    }

    /// <summary>The order in which they are shown; by default that in which they were given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the orders.</exception>
    public DemonstrationOrder Order
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw OutOfRange(nameof(Order), value, "a known order");
    }

    /// <summary>
    /// How many are chosen, at least 0; null, the default, takes all. There are fewer where so many are not left beside
    /// the item itself or within <see cref="MaxLength"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int? Count
    {
        get;
        init => field = value is null or >= 0 ? value : throw OutOfRange(nameof(Count), value, "at least 0");
    }

    /// <summary>Decides what is drawn at random; any value, 0 by default.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The weight of nearness against novelty in <see cref="DemonstrationMethod.MaximalMarginalRelevance"/>: 0 (only
    /// unlike each other) to 1 (only near); 0.5 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    public double Lambda
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw OutOfRange(nameof(Lambda), value, "from 0 to 1");
    } = 0.5;

    /// <summary>
    /// The most that the inputs and outputs of those chosen may measure together, in what the selector's measure
    /// counts; whatever the method, one that no longer fits is passed over for the next. At least 0; null, the default,
    /// is no bound.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int? MaxLength
    {
        get;
        init => field = value is null or >= 0 ? value : throw OutOfRange(nameof(MaxLength), value, "at least 0");
    }

    /// <summary>
    /// The field of a demonstration that <see cref="DemonstrationQuery.Key"/> is compared with, such as <c>id</c>;
    /// null, the default, where items have no key.
    /// </summary>
    public string? KeyField { get; init; }

    internal bool NeedsVectors =>
        Method is DemonstrationMethod.NearestByEmbedding or DemonstrationMethod.MaximalMarginalRelevance;

    internal bool NeedsWords => !NeedsVectors
        && (Method == DemonstrationMethod.NearestByBm25 || Order == DemonstrationOrder.MostSimilarLast);

    private static ArgumentOutOfRangeException OutOfRange(string name, object? value, string allowed) =>
        new(name, value, $"{name} is {value}; it must be {allowed}.");
}
