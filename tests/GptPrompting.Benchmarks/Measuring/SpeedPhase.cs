using GptPrompting.Benchmarks.Systems;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>
/// Reading and generating. All systems are open at once and take turns round by round, so that what else the machine
/// does meets all of them alike.
/// </summary>
internal sealed class SpeedPhase(Contestants contestants, Measurements measurements, Plan plan)
{
    private const int ShortContext = 32;
    private const int MiddleContext = 128;
    private const int LongContext = 512;
    private const int Sequences = 8;

    private readonly StreamingRead _memory = new(contestants.WeightsPerStep * sizeof(float), plan.Threads);

    public async Task RunAsync(IReadOnlyList<MeasuredSystem> systems, Action<string> say)
    {
        await using var crew = new Crew(measurements, plan.Threads);
        foreach (MeasuredSystem system in systems)
        {
            say($"Opening {system.Name} ...");
            await crew.StartAsync(system);
        }

        await crew.EachAsync((_, process) => WarmUpAsync(process));
        for (int round = 1; round <= plan.Rounds; round++)
        {
            say($"Generating, round {round} of {plan.Rounds} ...");
            measurements.Add(StreamingRead.Name, Quantity.Streaming, _memory.Run());
            await crew.EachAsync(RoundAsync, round);
        }
    }

    private static async Task WarmUpAsync(SystemProcess process)
    {
        await process.GenerateAsync(Prompts.OfLength(ShortContext), 4);
        await process.GenerateAsync(Prompts.OfLength(LongContext), 4);
    }

    private async Task RoundAsync(MeasuredSystem system, SystemProcess process)
    {
        GeneratedTokens behindFew = await process.GenerateAsync(
            Prompts.OfLength(ShortContext), plan.DecodedTokens + 1);
        GeneratedTokens afterSome = await process.GenerateAsync(Prompts.OfLength(MiddleContext), 1);
        GeneratedTokens behindMany = await process.GenerateAsync(
            Prompts.OfLength(LongContext), plan.DecodedTokens + 1);
        measurements.SetTokens(system.Name, [.. behindFew.Ids, .. afterSome.Ids, .. behindMany.Ids]);
        measurements.Add(system.Name, Quantity.Decode(ShortContext), behindFew.Rest.DividedBy(plan.DecodedTokens));
        measurements.Add(system.Name, Quantity.Prefill(MiddleContext), afterSome.First);
        measurements.Add(system.Name, Quantity.Prefill(LongContext), behindMany.First);
        measurements.Add(system.Name, Quantity.Decode(LongContext), behindMany.Rest.DividedBy(plan.DecodedTokens));
        if (system == contestants.Own)
        {
            await BatchAsync(system, process);
        }
    }

    // One call with further tokens less one without: what remains is decoding alone.
    private async Task BatchAsync(MeasuredSystem system, SystemProcess process)
    {
        int[][] prompts = [.. Enumerable.Range(1, Sequences).Select(seed => Prompts.OfLength(ShortContext, seed))];
        try
        {
            Duration prefill = await process.GenerateBatchAsync(prompts, 1);
            Duration whole = await process.GenerateBatchAsync(prompts, plan.DecodedTokens + 1);
            measurements.Add(
                system.Name, Quantity.BatchDecode, whole.Minus(prefill).DividedBy(plan.DecodedTokens * Sequences));
        }
        catch (MeasurementException e)
        {
            measurements.Fail(Measurements.Both(system.Name, Quantity.BatchDecode), e.Message);
        }
    }
}
