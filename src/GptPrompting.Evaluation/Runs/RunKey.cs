using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Runs;

/// <summary>
/// Everything that decides the results of a run, by name, and a digest of it: what differs in any of it is another run.
/// </summary>
internal sealed class RunKey
{
    private RunKey(IReadOnlyDictionary<string, string> parts) => Parts = parts;

    /// <summary>What decides the results, by name, such as <c>model.digest</c> or <c>sst2.shots</c>.</summary>
    public IReadOnlyDictionary<string, string> Parts { get; }

    /// <summary>SHA-256 of <see cref="Text"/>; lower-case hex.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>All parts as JSON, by name in ordinal order.</summary>
    public string Text => JsonSerializer.Serialize(
        new SortedDictionary<string, string>(Parts.ToDictionary(), StringComparer.Ordinal), ResultJson.Indented);

    public static RunKey Of(IEvaluatedModel model, IReadOnlyList<EvaluationTask> tasks, EvaluatorOptions options)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["evaluator.build"] = typeof(RunKey).Module.ModuleVersionId.ToString(),
            ["runtime.build"] = typeof(LanguageModel).Module.ModuleVersionId.ToString(),
            ["model.id"] = model.Id,
            ["parity"] = options.IsParity.ToString(),
            ["demonstrations"] = options.MeasuresDemonstrations.ToString(),
            ["influence"] = options.MeasuresInfluence.ToString(),
            ["orders"] = options.Orders.ToString(CultureInfo.InvariantCulture),
            ["calibration"] = options.Calibrates.ToString(),
            ["batch"] = options.BatchSize.ToString(CultureInfo.InvariantCulture),
            ["tasks"] = string.Join(' ', tasks.Select(task => task.Name)),
        };
        foreach ((string name, string value) in model.Identity)
        {
            parts["model." + name] = value;
        }

        foreach (EvaluationTask task in tasks)
        {
            Add(parts, task);
        }

        return new RunKey(parts);
    }

    /// <exception cref="JsonException">The text is not what <see cref="Text"/> writes.</exception>
    public static RunKey Parse(string text) => new(
        JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? throw new JsonException("there is no key"));

    /// <returns>The names of what differs; empty for the same run.</returns>
    public IReadOnlyList<string> Differences(RunKey other) =>
    [
        .. Parts.Keys.Union(other.Parts.Keys).Order(StringComparer.Ordinal)
            .Where(name => Parts.GetValueOrDefault(name) != other.Parts.GetValueOrDefault(name)),
    ];

    private static void Add(Dictionary<string, string> parts, EvaluationTask task)
    {
        SampleLimit? limit = task.Limit;
        parts[task.Name + ".files"] = task.Identity;
        parts[task.Name + ".prompt"] = Hash(task.Prompt.Identity);
        parts[task.Name + ".version"] = task.Version.ToString(CultureInfo.InvariantCulture);
        parts[task.Name + ".request"] = task.Request.ToString();
        parts[task.Name + ".metrics"] = string.Join(' ', task.Metrics);
        parts[task.Name + ".shots"] = Numbers(task.Shots);
        parts[task.Name + ".seeds"] = Numbers(task.Seeds);
        parts[task.Name + ".selection"] = Json(task.Selection);
        parts[task.Name + ".draws"] = Json(new { task.DrawsPerSample, task.DrawsSpare });
        parts[task.Name + ".limit"] = limit is null ? "all" : string.Create(
            CultureInfo.InvariantCulture, $"{limit.Count:R} {(limit.Seed is { } seed ? $"seed {seed}" : "first")}");
        parts[task.Name + ".answer_end"] = task.AnswerEnd;
        parts[task.Name + ".content_free"] = Json(task.ContentFreeInputs);
        parts[task.Name + ".filters"] = Json(task.Filters);
        parts[task.Name + ".comparison"] = Json(task.Comparison);
        parts[task.Name + ".generation"] =
            task.Generation is null ? "" : Json(task.Generation with { Constraint = null });
        parts[task.Name + ".constraint"] = task.Generation?.Constraint?.ToString() ?? "";
        parts[task.Name + ".samples"] = Hash(task.Samples);
        parts[task.Name + ".pool"] = task.Pool is null ? "samples" : Hash(task.Pool);
    }

    private static string Numbers(IReadOnlyList<int> values) =>
        string.Join(' ', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Of tasks made in code, which no file stands for.</summary>
    private static string Hash(IReadOnlyList<Sample> samples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Sample sample in samples)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(sample));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
