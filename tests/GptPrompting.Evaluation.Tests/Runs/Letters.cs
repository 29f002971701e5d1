using System.Text.Json;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Runs;

/// <summary>Tasks about letters, for a model whose tokens they are.</summary>
internal static class Letters
{
    /// <summary>Five samples: q0 to q4, the right answer "a" of a and b for the even ones.</summary>
    public static EvaluationTask Choices(params string[] metrics) => Task(RequestKind.MultipleChoice) with
    {
        Metrics = metrics.Length > 0 ? metrics : ["acc"],
        Samples = [.. Enumerable.Range(0, 5).Select(i => Sample(i) with { Choices = ["a", "b"], Gold = i % 2 })],
    };

    /// <summary>The same samples; how likely the right letter is.</summary>
    public static EvaluationTask Likelihood() => Task(RequestKind.LogLikelihood) with { Metrics = ["acc"] };

    public static EvaluationTask Task(RequestKind request) => new()
    {
        Name = "letters",
        Request = request,
        Prompt = new QuestionAnswerPrompt(PromptTemplate.Parse("{{ q }}:")) { InputField = "q" },
        Samples = [.. Enumerable.Range(0, 5).Select(Sample)],
        Pool = [.. Enumerable.Range(5, 4).Select(Sample)],
        Metrics = [],
        Seeds = [1],
        Identity = "letters",
    };

    public static Sample Sample(int index)
    {
        string target = index % 2 == 0 ? "a" : "b";
        return new Sample
        {
            Id = $"{index}",
            Index = index,
            Document = JsonSerializer.SerializeToElement(new { q = $"q{index}" }),
            Input = $"q{index}",
            Target = target,
            Targets = [target],
        };
    }

    public static string Line(SampleResult result) => $"{result.Sample}@{result.Shots}/{result.Seed} {result.Variant}";
}
