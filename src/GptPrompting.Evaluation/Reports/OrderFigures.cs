namespace GptPrompting.Evaluation.Reports;

/// <summary>How much the order of the same demonstrations changes.</summary>
public sealed record OrderFigures
{
    /// <summary>How many demonstrations are ordered.</summary>
    public required int Shots { get; init; }

    /// <summary>The seed that they were drawn with.</summary>
    public required int Seed { get; init; }

    /// <summary>The orders that were measured, each over all samples.</summary>
    public required IReadOnlyList<OrderFigure> Orders { get; init; }

    /// <summary>Mean of the orders' losses, in nats per token.</summary>
    public double MeanLoss => Orders.Average(order => order.Loss);

    /// <summary>The smallest loss of an order.</summary>
    public double BestLoss => Orders.Min(order => order.Loss);

    /// <summary>The largest loss of an order.</summary>
    public double WorstLoss => Orders.Max(order => order.Loss);

    /// <summary>Sample standard deviation of the orders' losses; null for one order.</summary>
    public double? LossDeviation => Orders.Count < 2 ? null
        : Math.Sqrt(Orders.Sum(order => Math.Pow(order.Loss - MeanLoss, 2)) / (Orders.Count - 1));
}
