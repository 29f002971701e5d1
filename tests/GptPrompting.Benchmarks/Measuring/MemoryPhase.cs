namespace GptPrompting.Benchmarks.Measuring;

/// <summary>The most memory that a fresh process of each system takes, up to 1,000 tokens.</summary>
internal sealed class MemoryPhase(Measurements measurements, Plan plan)
{
    private const int PromptLength = 968;
    private const int Generated = 32;

    public async Task RunAsync(IReadOnlyList<MeasuredSystem> systems, Action<string> say)
    {
        foreach (MeasuredSystem system in systems.Where(system => !measurements.Failures.ContainsKey(system.Name)))
        {
            say($"Memory of {system.Name} ...");
            await using var crew = new Crew(measurements, plan.Threads);
            await crew.StartAsync(system);
            await crew.EachAsync(async (_, process) =>
            {
                await process.GenerateAsync(Prompts.OfLength(PromptLength, seed: 1), Generated);
                measurements.Set(system.Name, Quantity.PeakMemory, process.PeakMemory);
            });
        }
    }
}
