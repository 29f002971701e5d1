using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Runs;

/// <summary>Keeps the results of a run.</summary>
internal interface IRunLog : IDisposable
{
    /// <summary>What is there already, from an earlier start of the same run.</summary>
    IReadOnlyList<BatchRecord> Batches { get; }

    /// <summary>How many results there are.</summary>
    int ResultCount => Batches.Count == 0 ? 0 : Batches[^1].Results;

    /// <summary>Keeps a batch: wholly, or not at all.</summary>
    /// <exception cref="IOException">It cannot be written; what was there before is still there.</exception>
    void Add(IReadOnlyList<SampleResult> results, BatchRecord batch);

    /// <summary>The results that are there now, in order; they stay readable when the log is closed.</summary>
    IReadOnlyList<SampleResult> Results { get; }
}
