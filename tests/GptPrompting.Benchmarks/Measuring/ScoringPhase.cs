using GptPrompting.Benchmarks.Systems;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>
/// Two labels for every sample behind a few-shot prompt of 700 tokens: each from scratch in right-padded batches, as
/// lm-evaluation-harness does it, against this library.
/// </summary>
internal sealed class ScoringPhase(Contestants contestants, Measurements measurements, Plan plan)
{
    public async Task RunAsync(Action<string> say)
    {
        foreach (int round in plan.ScoringRounds.Numbers(TimeProvider.System))
        {
            say($"Scoring, round {round} of {plan.ScoringRounds.Count} ...");
            double[] reference = await ScoreAsync(contestants.PlainLoop, plan.SamplesFromScratch, say);
            foreach (MeasuredSystem system in new[] { contestants.OwnAsItIs, contestants.Own, contestants.OwnInt8 })
            {
                Compare(system, reference, await ScoreAsync(system, plan.ScoredSamples, say));
            }
        }
    }

    // The samples from scratch are the first of all samples.
    private void Compare(MeasuredSystem system, double[] reference, double[] scores)
    {
        if (scores.Length > 0 && reference.Length > 0)
        {
            measurements.Set(system.Name, Quantity.ScoringDifference,
                reference.Zip(scores, (expected, actual) => Math.Abs(expected - actual)).Max());
        }
    }

    /// <returns>Log-likelihoods; none where it failed.</returns>
    private async Task<double[]> ScoreAsync(MeasuredSystem system, int samples, Action<string> say)
    {
        say($"Scoring {samples} samples: {system.Name} ...");
        try
        {
            await using SystemProcess process = await SystemProcess.StartAsync(system, plan.Threads);
            var request = new Request(Verb.Score) { Work = Prompts.Scoring(samples) };
            Reply reply = await process.AskAsync(request);
            measurements.Add(system.Name, Quantity.Scoring, reply.Whole!.DividedBy(samples));
            measurements.Set(system.Name, Quantity.ScoringMemory, process.PeakMemory);
            return reply.Scores!;
        }
        catch (MeasurementException e)
        {
            measurements.Fail(Measurements.Both(system.Name, Quantity.Scoring), e.Message);
            measurements.Fail(Measurements.Both(system.Name, Quantity.ScoringMemory), e.Message);
            return [];
        }
    }
}
