using GptPrompting.Prompts;

namespace GptPrompting.Evaluation;

/// <summary>
/// Reads samples from JSON Lines: <c>id</c>, <c>task</c>, <c>input</c>, <c>target</c>, and where wanted
/// <c>description</c>, <c>shots</c> (objects with <c>input</c> and <c>output</c>), <c>labels</c>, <c>style</c> (input
/// label, output label).
/// </summary>
/// <remarks>Other keys are let through: data sets carry keys for other readers.</remarks>
public static class SampleFile
{
    /// <summary>Reads all samples of a file in their order.</summary>
    /// <exception cref="PromptFormatException">
    /// The file cannot be read or has no sample, or a line has a key missing or of the wrong kind, or an id that was
    /// there before.
    /// </exception>
    public static IReadOnlyList<ShotsSample> Load(string path)
    {
        var samples = new List<ShotsSample>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonLine line in JsonLines.Read(path))
        {
            ShotsSample sample = Read(line);
            if (!ids.Add(sample.Id))
            {
                throw line.Error($"the id '{sample.Id}' was there before");
            }

            samples.Add(sample);
        }

        return samples.Count > 0 ? samples : throw new PromptFormatException(path, "there are no samples");
    }

    private static ShotsSample Read(JsonLine line)
    {
        IReadOnlyList<string>? style = line.FindStrings("style");
        if (style is { Count: not 2 })
        {
            throw line.Error($"'style' is to have 2 labels, not {style.Count}");
        }

        return new ShotsSample
        {
            Id = line.GetString("id"),
            Task = line.GetString("task"),
            Description = line.FindString("description") ?? "",
            Demonstrations = [.. Shots(line)],
            Input = line.GetString("input"),
            Target = NotEmpty(line, "target"),
            Labels = line.FindStrings("labels") ?? [],
            InputLabel = style?[0] ?? "Input",
            OutputLabel = style?[1] ?? "Output",
        };
    }

    private static IEnumerable<Demonstration> Shots(JsonLine line) =>
        (line.FindList("shots") ?? []).Select(shot => Demonstration.From(line with { Value = shot }));

    private static string NotEmpty(JsonLine line, string name) =>
        line.GetString(name) is { Length: > 0 } text ? text : throw line.Error($"'{name}' is empty");
}
