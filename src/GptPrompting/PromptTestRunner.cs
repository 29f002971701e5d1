using System.Globalization;
using System.Text.RegularExpressions;
using GptPrompting.Generation;
using GptPrompting.Prompts;
using GptPrompting.Scoring;

namespace GptPrompting;

/// <summary>Runs the test cases of a prompt against a model.</summary>
public static class PromptTestRunner
{
    /// <summary>Runs each case as it is reached, in order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The prompt that the cases are of.</param>
    /// <param name="cases">Usually of <see cref="PromptTestFile.Load"/>.</param>
    /// <param name="options">
    /// How to generate; null for the defaults. Without a seed it is 0, so that a run can be repeated.
    /// </param>
    /// <param name="cancellationToken">Ends the run with <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// One result for each case. One that cannot be run, because its prompt cannot be rendered or is too long, or
    /// because its answer does not obey a constraint, has an <see cref="PromptTestResult.Error"/>.
    /// </returns>
    public static IEnumerable<PromptTestResult> Run(
        LanguageModel model,
        Prompt prompt,
        IEnumerable<PromptTestCase> cases,
        GenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(cases);
        options ??= new GenerationOptions();
        GenerationOptions repeatable = options with { Seed = options.Seed ?? 0 };
        return cases.Select(test => Run(model, prompt, test, repeatable, cancellationToken));
    }

    private static PromptTestResult Run(
        LanguageModel model, Prompt prompt, PromptTestCase test, GenerationOptions options, CancellationToken token)
    {
        try
        {
            string text = prompt.Render(test.Variables, test.Shots, token);
            string? generated = test.NeedsText ? model.Generate(text, options, token).Text.Trim() : null;
            List<PromptTestCheck> checks = generated is null ? [] : [.. CheckText(test, generated)];
            if (test.Label is not null)
            {
                checks.Add(CheckLabel(model, prompt.Labels, text, test.Label, token));
            }

            if (test.LossBelow is { } limit)
            {
                string output = test.Output ?? throw new ArgumentException("There is no output to score.");
                checks.Add(CheckLoss(model.Score(text, AnswerStart.After(text, output), token).Loss, limit));
            }

            return new PromptTestResult(test, checks) { Text = generated };
        }
        catch (Exception exception) when (
            exception is ArgumentException or PromptFormatException or ConstraintUnmetException)
        {
            return new PromptTestResult(test, []) { Error = exception.Message.Split(" (Parameter")[0] };
        }
    }

    private static IEnumerable<PromptTestCheck> CheckText(PromptTestCase test, string text)
    {
        if (test.Exact is not null)
        {
            bool passed = text == test.Exact.Trim();
            string detail = passed ? Got(text) : $"expected '{test.Exact}', {Got(text)}";
            yield return new PromptTestCheck("exact", passed, detail);
        }

        if (test.Contains.Count > 0)
        {
            string[] missing = [.. test.Contains.Where(part => !text.Contains(part, StringComparison.Ordinal))];
            yield return new PromptTestCheck("contains", missing.Length == 0, missing.Length == 0
                ? Got(text)
                : $"'{string.Join("', '", missing)}' is missing, {Got(text)}");
        }

        if (test.Pattern is not null)
        {
            yield return CheckPattern(test.Pattern, text);
        }
    }

    private static PromptTestCheck CheckPattern(Regex pattern, string text)
    {
        try
        {
            bool passed = pattern.IsMatch(text);
            return new PromptTestCheck("regex", passed, passed ? Got(text) : $"expected /{pattern}/, {Got(text)}");
        }
        catch (RegexMatchTimeoutException exception)
        {
            string seconds = exception.MatchTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return new PromptTestCheck("regex", false, $"/{pattern}/ took longer than {seconds} s, {Got(text)}");
        }
    }

    /// <summary>The label that <see cref="LanguageModel"/> classifies as.</summary>
    private static PromptTestCheck CheckLabel(
        LanguageModel model, IReadOnlyList<string> labels, string prompt, string expected, CancellationToken token)
    {
        if (!labels.Contains(expected))
        {
            throw new ArgumentException($"'{expected}' is none of the prompt's labels: {string.Join(", ", labels)}.");
        }

        LabelScore best = model.Classify(prompt, labels, cancellationToken: token).Best;
        string got = string.Create(
            CultureInfo.InvariantCulture, $"got '{best.Label}' at {best.LogLikelihood:F3} nats");
        bool passed = best.Label == expected;
        return new PromptTestCheck("label", passed, passed ? got : $"expected '{expected}', {got}");
    }

    private static PromptTestCheck CheckLoss(double loss, double limit) => new(
        "loss_below",
        loss < limit,
        string.Create(CultureInfo.InvariantCulture, $"limit {limit}, got {loss:F3} nats per token"));

    private static string Got(string text) => $"got '{text}'";
}
