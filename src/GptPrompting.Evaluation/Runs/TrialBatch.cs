using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Runs;

/// <summary>Trials that are computed together, and written together.</summary>
/// <param name="trials">One or more.</param>
internal sealed class TrialBatch(IReadOnlyList<PreparedTrial> trials)
{
    private readonly ScoringReply?[][] _scores = [.. trials.Select(trial =>
        new ScoringReply?[trial.Scoring.Count + (trial.Document is null ? 0 : 1)])];

    private readonly GenerationReply?[] _generations = new GenerationReply?[trials.Count];
    private readonly int[] _missing = [.. trials.Select(trial => trial.RequestCount)];
    private readonly SampleResult?[] _results = new SampleResult?[trials.Count];

    public IReadOnlyList<PreparedTrial> Trials => trials;

    /// <summary>Tokens of all prompts and answers, whatever they share.</summary>
    public long TokensRequested => _scores.SelectMany(ofTrial => ofTrial)
        .Sum(reply => (long)(reply?.ContextTokenCount ?? 0) + (reply?.Tokens.Count ?? 0))
        + _generations.Sum(reply => (long)(reply?.PromptTokenCount ?? 0) + (reply?.OutputTokenCount ?? 0));

    /// <summary>Computes the batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="done">Told the index of each trial and its result when it is complete, in any order.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <exception cref="InvalidOperationException">The model did not reply to a request.</exception>
    public async Task<IReadOnlyList<SampleResult>> RunAsync(
        IEvaluatedModel model, Action<int, SampleResult> done, CancellationToken cancellationToken)
    {
        foreach (int empty in Enumerable.Range(0, trials.Count).Where(i => _missing[i] == 0))
        {
            Complete(empty, done);
        }

        await ScoreAsync(model, done, cancellationToken);
        await GenerateAsync(model, done, cancellationToken);
        await ScoreDocumentsAsync(model, done, cancellationToken);
        int left = Array.FindIndex(_missing, count => count > 0);
        return left < 0
            ? [.. _results.Select(result => result!)]
            : throw new InvalidOperationException(
                $"The model '{model.Id}' did not reply to a request of sample '{trials[left].Trial.Sample.Id}'.");
    }

    private async Task ScoreAsync(
        IEvaluatedModel model, Action<int, SampleResult> done, CancellationToken cancellationToken)
    {
        (int Trial, int Place)[] places = [.. trials.SelectMany((trial, i) =>
            Enumerable.Range(0, trial.Scoring.Count).Select(place => (i, place)))];
        ScoringRequest[] requests = [.. trials.SelectMany(trial => trial.Scoring)];
        if (requests.Length == 0)
        {
            return;
        }

        await foreach ((int index, ScoringReply reply) in model.ScoreAsync(requests, cancellationToken)
            .WithCancellation(cancellationToken))
        {
            _scores[places[index].Trial][places[index].Place] = reply;
            Count(places[index].Trial, done);
        }
    }

    private async Task GenerateAsync(
        IEvaluatedModel model, Action<int, SampleResult> done, CancellationToken cancellationToken)
    {
        int[] places = [.. Enumerable.Range(0, trials.Count).Where(i => trials[i].Generating is not null)];
        if (places.Length == 0)
        {
            return;
        }

        await foreach ((int index, GenerationReply reply) in model
            .GenerateAsync([.. places.Select(i => trials[i].Generating!)], cancellationToken)
            .WithCancellation(cancellationToken))
        {
            _generations[places[index]] = reply;
            Count(places[index], done);
        }
    }

    private async Task ScoreDocumentsAsync(
        IEvaluatedModel model, Action<int, SampleResult> done, CancellationToken cancellationToken)
    {
        int[] places = [.. Enumerable.Range(0, trials.Count).Where(i => trials[i].Document is not null)];
        if (places.Length == 0)
        {
            return;
        }

        await foreach ((int index, ScoringReply reply) in model
            .ScoreDocumentsAsync([.. places.Select(i => trials[i].Document!)], cancellationToken)
            .WithCancellation(cancellationToken))
        {
            _scores[places[index]][^1] = reply;
            Count(places[index], done);
        }
    }

    private void Count(int trial, Action<int, SampleResult> done)
    {
        if (--_missing[trial] == 0)
        {
            Complete(trial, done);
        }
    }

    private void Complete(int trial, Action<int, SampleResult> done)
    {
        _results[trial] = TrialResult.From(
            trials[trial], _scores[trial]!, _generations[trial], trials[trial].Trial.Plan.Scorer);
        done(trial, _results[trial]!);
    }
}
