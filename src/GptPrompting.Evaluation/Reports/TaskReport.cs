using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Reports;

/// <summary>What a run found for one task.</summary>
public sealed record TaskReport
{
    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>What it measures.</summary>
    public string Description { get; init; } = "";

    /// <summary>The version of its definition.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What was asked of the model.</summary>
    public required RequestKind Request { get; init; }

    /// <summary>How many samples were measured, and how many the task's data has.</summary>
    public required SampleCounts Samples { get; init; }

    /// <summary>Digest of the task file, its data and prompts; lower-case hex.</summary>
    public required string Identity { get; init; }

    /// <summary>
    /// The figures for each number of shots, of all samples first (<see cref="ShotsFigures.Group"/> null), then of each
    /// group.
    /// </summary>
    public required IReadOnlyList<ShotsFigures> Figures { get; init; }

    /// <summary>What leaving one demonstration out changed; empty where not measured.</summary>
    public IReadOnlyList<InfluenceFigure> Influence { get; init; } = [];

    /// <summary>What the order of demonstrations changed, for each number of shots; empty where not measured.</summary>
    public IReadOnlyList<OrderFigures> Orders { get; init; } = [];

    /// <summary>How many results have each warning, by its name.</summary>
    public IReadOnlyDictionary<string, int> Warnings { get; init; } = new Dictionary<string, int>();

    /// <summary>How many results failed for each reason.</summary>
    public IReadOnlyDictionary<string, int> Failures { get; init; } = new Dictionary<string, int>();

    /// <summary>How many results have a reason instead of numbers.</summary>
    public int FailureCount => Failures.Values.Sum();
}
