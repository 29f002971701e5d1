namespace GptPrompting.Evaluation.Reports;

/// <summary>How long one result took.</summary>
public sealed record SampleTiming
{
    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>The sample's id.</summary>
    public required string Sample { get; init; }

    /// <summary>How many demonstrations the prompt showed.</summary>
    public required int Shots { get; init; }

    /// <summary>The seed that they were drawn with.</summary>
    public required int Seed { get; init; }

    /// <summary>The variant, as in <see cref="Results.SampleResult.Variant"/>.</summary>
    public string Variant { get; init; } = "";

    /// <summary>
    /// Seconds from asking the model to its answer; for samples of one batch, the batch's seconds shared among them.
    /// </summary>
    public required double Seconds { get; init; }
}
