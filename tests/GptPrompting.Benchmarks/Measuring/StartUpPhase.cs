using GptPrompting.Benchmarks.Systems;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>From a folder to the first token, in a fresh process, its files in the system's cache.</summary>
internal sealed class StartUpPhase(Measurements measurements, Plan plan)
{
    private const int PromptLength = 32;

    public async Task RunAsync(IReadOnlyList<MeasuredSystem> systems, Action<string> say)
    {
        say("Starting up, to fill the cache ...");
        await RoundAsync(systems, isCounted: false);
        foreach (int round in plan.StartUps.Numbers(TimeProvider.System))
        {
            say($"Starting up, {round} of {plan.StartUps.Count} ...");
            await RoundAsync(systems, isCounted: true);
        }
    }

    private async Task RoundAsync(IReadOnlyList<MeasuredSystem> systems, bool isCounted)
    {
        foreach (MeasuredSystem system in systems.Where(system => !measurements.Failures.ContainsKey(system.Name)))
        {
            await StartAsync(system, isCounted);
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
