using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Fakes;

/// <summary>A table of which many prompts are asked at once; it answers the last of them first.</summary>
internal sealed class TableBatchScorer(TableScorer table)
{
    /// <summary>How many requests each call had that was answered.</summary>
    public List<int> Calls { get; } = [];

    /// <summary>Prompts that cannot be scored.</summary>
    public Func<string, bool> IsRefused { get; init; } = _ => false;

    public IEnumerable<(int Index, ContinuationScore Score)> Score(
        IEnumerable<ScoreRequest> requests,
        BatchOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ScoreRequest[] all = [.. requests];
        int refused = Array.FindIndex(all, request => IsRefused(request.Context));
        return refused < 0
            ? Answer(all, cancellationToken)
            : throw new ArgumentException($"Request {refused}: too long", new ArgumentException("too long"));
    }

    private IEnumerable<(int Index, ContinuationScore Score)> Answer(
        ScoreRequest[] requests, CancellationToken cancellationToken)
    {
        Calls.Add(requests.Length);
        foreach ((int index, ScoreRequest request) in requests.Index().Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return (index, table.Score(request.Context, request.Continuation, cancellationToken));
        }
    }
}
