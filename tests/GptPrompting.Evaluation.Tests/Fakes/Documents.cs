using System.Text.Json;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Fakes;

/// <summary>Samples and tasks made by hand.</summary>
internal static class Documents
{
    public static Sample Sample(int index, string document, string target = "t", string? input = null) => new()
    {
        Id = $"{index}",
        Index = index,
        Document = JsonElement.Parse(document),
        Input = input ?? $"input {index}",
        Target = target,
    };

    /// <summary>So many samples {"q": "0"}, {"q": "1"}, and so on.</summary>
    public static Sample[] Numbered(int count, string prefix = "") =>
        [.. Enumerable.Range(0, count).Select(index =>
            Sample(index, $$"""{"q": "{{prefix}}{{index}}"}""", input: $"{prefix}{index}") with
            {
                Id = $"{prefix}{index}",
            })];

    public static EvaluationTask Task(IReadOnlyList<Sample> samples, IReadOnlyList<Sample>? pool = null) => new()
    {
        Name = "task",
        Request = RequestKind.LogLikelihood,
        Prompt = new QuestionAnswerPrompt(PromptTemplate.Parse("{{ q }}")),
        Samples = samples,
        Pool = pool,
        Metrics = ["acc"],
        Identity = "",
    };
}
