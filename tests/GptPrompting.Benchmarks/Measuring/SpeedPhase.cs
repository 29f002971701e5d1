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
    private const int SeedsPerRound = 100;
    private const int WarmUpSeed = 1;
    private const int WarmUpTokens = 40;

    // As many tokens of this model as the default budget holds: 256 MiB at 72 KiB each.
    private const int KeptTokens = 3641;

    private readonly StreamingRead _memory = new(contestants.WeightsPerStep * sizeof(float), plan.Threads);

    public async Task RunAsync(IReadOnlyList<MeasuredSystem> systems, Action<string> say)
    {
        // Who is opened first may have the slower memory: a twentieth of decoding was seen on a virtual machine.
        for (int opening = 0; opening < plan.Openings; opening++)
        {
            MeasuredSystem[] order = [.. opening % 2 == 0 ? systems : systems.Reverse()];
            await OpenAndRunAsync(order, opening * plan.Rounds.Count, say);
        }
    }

    private async Task OpenAndRunAsync(MeasuredSystem[] systems, int roundsBefore, Action<string> say)
    {
        await using var crew = new Crew(measurements, plan.Threads);
        foreach (MeasuredSystem system in systems)
        {
            say($"Opening {system.Name} ...");
            await crew.StartAsync(system);
        }

        say("Warming up ...");
        await crew.EachAsync(WarmUpAsync);
        foreach (int round in plan.Rounds.Numbers(TimeProvider.System).Select(number => roundsBefore + number))
        {
            say($"Generating, round {round} of {plan.Openings * plan.Rounds.Count} ...");
            measurements.Add(StreamingRead.Name, Quantity.Streaming, _memory.Run());
            await crew.EachAsync((system, process) => RoundAsync(system, process, round), round);
        }
    }

    // Long enough for compilers that look at a running program before they optimise it, and until a system that keeps
    // prompts gives up old ones for new ones: it shall not meet memory that the process has never had.
    private async Task WarmUpAsync(MeasuredSystem system, SystemProcess process)
    {
        await process.GenerateAsync(Prompts.OfLength(ShortContext, WarmUpSeed), WarmUpTokens);
        int prompts = system.KeepsPrompts && plan.FillsCaches ? (KeptTokens / LongContext) + 1 : 1;
        for (int seed = WarmUpSeed + 1; seed <= WarmUpSeed + prompts; seed++)
        {
            await process.GenerateAsync(Prompts.OfLength(LongContext, seed), WarmUpTokens);
        }
    }

    // Every prompt is a new one, since a system may remember what it has read before.
    private async Task RoundAsync(MeasuredSystem system, SystemProcess process, int round)
    {
        int seed = round * SeedsPerRound;
        GeneratedTokens behindFew = await process.GenerateAsync(
            Prompts.OfLength(ShortContext, seed), plan.DecodedTokens + 1);
        GeneratedTokens afterSome = await process.GenerateAsync(Prompts.OfLength(MiddleContext, seed + 1), 1);
        GeneratedTokens behindMany = await process.GenerateAsync(
            Prompts.OfLength(LongContext, seed + 2), plan.DecodedTokens + 1);
        measurements.AddTokens(system.Name, [.. behindFew.Ids, .. afterSome.Ids, .. behindMany.Ids]);
        measurements.Add(system.Name, Quantity.Decode(ShortContext), behindFew.Rest.DividedBy(plan.DecodedTokens));
        measurements.Add(system.Name, Quantity.Prefill(MiddleContext), afterSome.First);
        measurements.Add(system.Name, Quantity.Prefill(LongContext), behindMany.First);
        measurements.Add(system.Name, Quantity.Decode(LongContext), behindMany.Rest.DividedBy(plan.DecodedTokens));
        if (system == contestants.Own)
        {
            await BatchAsync(system, process, seed + 3);
        }
    }

    // One call with further tokens less one without: what remains is decoding alone.
    private async Task BatchAsync(MeasuredSystem system, SystemProcess process, int seed)
    {
        try
        {
            Duration prefill = await process.GenerateBatchAsync(Batch(seed), 1);
            Duration whole = await process.GenerateBatchAsync(Batch(seed + Sequences), plan.DecodedTokens + 1);
            measurements.Add(
                system.Name, Quantity.BatchDecode, whole.Minus(prefill).DividedBy(plan.DecodedTokens * Sequences));
        }
        catch (MeasurementException e)
        {
            measurements.Fail(Measurements.Both(system.Name, Quantity.BatchDecode), e.Message);
        }
    }

    private static int[][] Batch(int seed) =>
        [.. Enumerable.Range(seed, Sequences).Select(each => Prompts.OfLength(ShortContext, each))];
}
