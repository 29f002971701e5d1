using System.Text.RegularExpressions;
using GptPrompting.Generation;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests;

/// <summary>
/// The in-box model writes held-out functions through the prompts of the library as often right as its training script
/// measured: greedy, up to the blank line, in the same form as the reference; from training/RESULTS.md, without
/// demonstrations. A sample that was measured with a one-line comment is asked by <c>code/from-comment</c>.
/// </summary>
public sealed partial class PromptLibraryCodeTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private static readonly GenerationOptions s_greedy = new() { MaxOutputTokens = 90, StopSequences = ["\n\n"] };
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(1);

    public static TheoryData<string, string, double> Measured => new()
    {
        { "code_known", "python", 1.000 },
        { "code_known", "javascript", 0.963 },
        { "code_known", "c#", 0.950 },
        { "code_unseen", "python", 0.848 },
        { "code_unseen", "javascript", 0.788 },
        { "code_unseen", "c#", 0.727 },
        { "code_translation_known", "python", 0.966 },
        { "code_translation_known", "javascript", 0.929 },
        { "code_translation_known", "c#", 0.913 },
        { "code_translation_unseen", "python", 0.818 },
        { "code_translation_unseen", "javascript", 0.769 },
        { "code_translation_unseen", "c#", 0.667 },
    };

    [Theory]
    [MemberData(nameof(Measured))]
    public void Generate_HeldOutFunctions_AreAsOftenRightAsMeasured(string task, string language, double expected)
    {
        HeldOutSample[] samples = [.. HeldOutSample.Load("code")
            .Where(sample => sample.Task == task && Language(sample) == language)];

        IReadOnlyList<IReadOnlyList<Completion>> written =
            inBox.Model.GenerateBatch([.. samples.Select(sample => new GenerationRequest(Render(sample), s_greedy))]);

        double right = samples.Zip(written)
            .Average(pair => Form(pair.First.Target) == Form(pair.Second[0].Text) ? 1.0 : 0.0);
        Assert.InRange(right, expected - 0.02, expected + 0.02);
    }

    [Theory]
    [InlineData("def add(a, b):\n    return a + b", ":\n    return p0 + p1")]
    [InlineData("function addA(a, b) {\n    return a + b;\n}", " {\n    return p0 + p1;\n}")]
    [InlineData("static int Add(int a, int b)\n{\n    return a + b;\n}", "{\n    return p0 + p1;\n}")]
    [InlineData("return a + b", "return a + b")]
    public void Form_Function_HasNumberedParametersAndNoName(string code, string expected) =>
        Assert.Equal(expected.TrimStart(), Form(code));

    private static string Language(HeldOutSample sample) =>
        (sample.Variables.GetValueOrDefault("to") ?? sample.Variables["language"])!.ToString()!.ToLowerInvariant();

    private static string Render(HeldOutSample sample) => sample.Render(HeldOutSample.Prompt(
        sample.Variables.ContainsKey("code") ? "code/translate"
            : sample.Variables.ContainsKey("comment") ? "code/from-comment"
            : "code/from-description"), shots: 0);

    /// <summary>As canonical() in training/evaluate.py, so that only the meaning of the form counts.</summary>
    private static string Form(string code)
    {
        Match head = Head().Match(code.Trim());
        string[] parameters = [.. head.Groups["parameters"].Value.Split(',')
            .Select(parameter => parameter.Trim().Split(' ')[^1]).Where(name => name.Length > 0)];
        return parameters.Index().Aggregate(code.Trim()[head.Length..], (body, parameter) => Regex.Replace(
            body, $@"\b{Regex.Escape(parameter.Item)}\b", $"p{parameter.Index}", RegexOptions.None, s_timeLimit))
            .Trim();
    }

    [GeneratedRegex(
        @"^(def|function|static \S+) \w+\((?<parameters>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Head();
}
