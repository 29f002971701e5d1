using System.Text.Json;
using GptPrompting.Prompts;
using GptPrompting.Tests;

namespace GptPrompting.Evaluation.Tests;

/// <summary>A held-out sample of the in-box model as values of a library prompt's variables.</summary>
/// <param name="Task">What tiny-gpt's results call the row.</param>
/// <param name="Variables">Values by the names of the prompt's variables.</param>
/// <param name="Shots">The demonstrations that the row was measured with; empty for rows without.</param>
/// <param name="Target">The right answer, without the space before it and the line end after it.</param>
internal sealed record HeldOutSample(
    string Task, IReadOnlyDictionary<string, object?> Variables, IReadOnlyList<Demonstration> Shots, string Target)
{
    /// <summary>Reads <c>{name}.jsonl</c> of the held-out folder.</summary>
    public static HeldOutSample[] Load(string name) =>
        [.. JsonLines.Read(Path.Combine(TinyGpt.HeldOutFolder, name + ".jsonl")).Select(Read)];

    public static Prompt Prompt(string folder) =>
        Prompts.Prompt.Load(Path.Combine(Repository.Root, "prompts", folder));

    /// <summary>The prompt with this sample's first demonstrations in place of the prompt's own.</summary>
    public string Render(Prompt prompt, int shots)
    {
        Dictionary<string, object?> values = prompt.InputVariables.ToDictionary(
            variable => variable.Name, variable => Variables.GetValueOrDefault(variable.Name) ?? variable.Default);
        values["demonstrations"] = Shots.Take(shots);
        return prompt.Template.Render(values);
    }

    private static HeldOutSample Read(JsonLine line) => new(
        line.GetString("task"),
        line.Value.GetProperty("variables").EnumerateObject().ToDictionary(
            variable => variable.Name, variable => (object?)variable.Value.GetString()),
        [.. (line.FindList("shots") ?? []).Select(shot => Demonstration.From(line with { Value = shot }))],
        line.GetString("target"));
}
