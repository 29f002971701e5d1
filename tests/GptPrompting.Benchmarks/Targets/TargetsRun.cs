using System.Text.Json;
using System.Text.Json.Serialization;
using GptPrompting.Benchmarks.Measuring;
using GptPrompting.Benchmarks.TestModels;
using GptPrompting.Tests;

namespace GptPrompting.Benchmarks.Targets;

/// <summary>
/// Measures phase by phase, prints the table of targets, and keeps it under <c>artifacts/benchmarks</c>.
/// </summary>
internal sealed class TargetsRun
{
    // A ratio of processor times that are too short for the clock may be infinite.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
    };

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Measurements _measurements = new();
    private readonly List<double> _loads = [];
    private readonly TargetsOptions _options;
    private readonly ModelFiles _models;
    private readonly Contestants _contestants;
    private readonly string _folder = Path.Combine(Repository.Root, "artifacts", "benchmarks");

    public TargetsRun(TargetsOptions options)
    {
        _options = options;
        _models = new ModelFiles(Path.Combine(_folder, "models"), new Gpt2Shape());
        _contestants = new Contestants(_models);
    }

    /// <returns>0 where every target is met, else 1.</returns>
    public async Task<int> RunAsync()
    {
        _models.Write(Say);
        await FetchRivalsAsync();
        // Writing the models and fetching the rivals happen once; they are no part of the time that a run takes.
        long start = _time.GetTimestamp();
        DateTimeOffset date = _time.GetUtcNow();
        await MeasureAsync();
        var report = new Report(
            new Circumstances
            {
                Date = date,
                Elapsed = _time.GetElapsedTime(start),
                Plan = _options.Plan,
                IsShort = _options.IsShort,
                LoadAverages = _loads,
            },
            [.. new TargetList(_contestants).All.Select(target => target.Check(_measurements))],
            _measurements,
            [.. _contestants.Float32.Select(system => system.Name)]);
        string markdown = report.ToMarkdown();
        Console.WriteLine(markdown);
        await SaveAsync(report, markdown);
        return report.Results.All(result => result.IsMet) ? 0 : 1;
    }

    private async Task FetchRivalsAsync()
    {
        string? reason = _options.HasRivals ? await Rivals.FetchAsync(Say) : "left out with --without-rivals";
        if (reason is not null)
        {
            foreach (MeasuredSystem rival in _contestants.All.Where(system => system.IsRival))
            {
                _measurements.Fail(rival.Name, reason);
            }
        }
    }

    private async Task MeasureAsync()
    {
        Plan plan = _options.Plan;
        NoteLoad();
        new InProcessPhase(_measurements, _contestants.InBox.Name).Run();
        MeasuredSystem[] systems =
            [.. _contestants.All.Where(system => !_measurements.Failures.ContainsKey(system.Name))];
        await new SpeedPhase(_contestants, _measurements, plan).RunAsync(systems, Say);
        NoteLoad();
        await new StartUpPhase(_measurements, plan).RunAsync(
            [_contestants.Own, _contestants.GenAi, _contestants.TransformersJs, _contestants.InBox], Say);
        NoteLoad();
        await new MemoryPhase(_measurements, plan).RunAsync(
            _options.IsShort ? [_contestants.Own, _contestants.GenAi, _contestants.OwnInt8] : _contestants.All, Say);
        NoteLoad();
        await new ScoringPhase(_contestants, _measurements, plan).RunAsync(Say);
        NoteLoad();
    }

    private void NoteLoad()
    {
        if (LoadAverage.Now() is double load)
        {
            _loads.Add(load);
        }
    }

    private async Task SaveAsync(Report report, string markdown)
    {
        string name = Path.Combine(_folder, $"targets.{_options.Plan.Threads}-threads");
        await File.WriteAllTextAsync($"{name}.md", markdown);
        var json = new
        {
            report.Circumstances,
            Circumstances.Machine,
            Targets = report.Results.Select(result => new
            {
                result.Target.Area,
                result.Target.What,
                result.Target.Limit,
                result.Target.IsMost,
                result.Target.Unit,
                result.Measured,
                result.MeasuredByCpu,
                result.Values,
                result.IsMet,
                result.Reason,
            }),
            Durations = _measurements.Durations.Select(pair =>
                new { pair.Key.System, pair.Key.Quantity, Rounds = pair.Value }),
            Numbers = _measurements.Numbers.Select(pair => new { pair.Key.System, pair.Key.Quantity, pair.Value }),
            _measurements.Failures,
            _measurements.Tokens,
        };
        await File.WriteAllTextAsync($"{name}.json", JsonSerializer.Serialize(json, Json));
        Say($"Written to {name}.md and .json");
    }

    private static void Say(string line) => Console.Error.WriteLine(line);
}
