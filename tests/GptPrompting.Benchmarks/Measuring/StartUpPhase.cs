using GptPrompting.Benchmarks.Systems;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>From a folder to the first token, in a fresh process, its files in the system's cache.</summary>
internal sealed class StartUpPhase(Measurements measurements, Plan plan)
{
    private const int PromptLength = 32;

    public async Task RunAsync(IReadOnlyList<MeasuredSystem> systems, Action<string> say)
    {
        // The round before the first one is not counted: it fills the cache.
        for (int round = 0; round <= plan.StartUps; round++)
        {
            say(round == 0 ? "Starting up, to fill the cache ..." : $"Starting up, {round} of {plan.StartUps} ...");
            foreach (MeasuredSystem system in systems.Where(s => !measurements.Failures.ContainsKey(s.Name)))
            {
                await StartAsync(system, isCounted: round > 0);
            }
        }
    }

    private async Task StartAsync(MeasuredSystem system, bool isCounted)
    {
        await using var crew = new Crew(measurements, plan.Threads);
        await crew.StartAsync(system);
        await crew.EachAsync(async (_, process) =>
        {
            GeneratedTokens tokens = await process.GenerateAsync(Prompts.OfLength(PromptLength, seed: 1), 1);
            if (isCounted)
            {
                double age = process.Age;
                measurements.Add(system.Name, Quantity.StartUp, process.Loading.Plus(tokens.First));
                measurements.Add(system.Name, Quantity.ProcessStartUp, new Duration(age, age));
            }
        });
    }
}
