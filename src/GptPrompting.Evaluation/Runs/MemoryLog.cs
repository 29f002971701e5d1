using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Runs;

/// <summary>Keeps results in memory, kilobytes each.</summary>
internal sealed class MemoryLog : IRunLog
{
    private readonly List<SampleResult> _results = [];
    private readonly List<BatchRecord> _batches = [];

    public IReadOnlyList<BatchRecord> Batches => _batches;

    public void Add(IReadOnlyList<SampleResult> results, BatchRecord batch)
    {
        _results.AddRange(results);
        _batches.Add(batch);
    }

    public IReadOnlyList<SampleResult> Results => _results;

    public void Dispose()
    {
    }
}
