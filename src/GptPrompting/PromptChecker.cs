using System.Globalization;
using GptPrompting.Generation;
using GptPrompting.Prompts;
using GptPrompting.Scoring;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>
/// Finds what is wrong with a prompt without running it: undeclared and unused variables, a blank before the answer,
/// demonstrations that lack a field or are outside the label set, classes out of balance, test cases that do not fit,
/// and, for a model's tokenizer and context length, labels that collide and prompts that are too long.
/// </summary>
/// <remarks>
/// What settings there are is the business of those who run a prompt; they may have theirs checked too.
/// </remarks>
public static class PromptChecker
{
    /// <summary>Checks a prompt folder or a <c>.prompty</c> file.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="tokenizer">Null leaves out the checks that count or compare tokens.</param>
    /// <param name="contextLength">The most tokens of prompt and answer together; null leaves out that check.</param>
    /// <param name="findSettingsProblem">
    /// Says what is wrong with settings such as <see cref="Prompt.ExecutionSettings"/>, or null where nothing is; it is
    /// asked again without what it found. Null leaves settings unchecked.
    /// </param>
    /// <returns>The problems by file and line; none for a prompt that is fine.</returns>
    public static IReadOnlyList<PromptProblem> Check(
        string path,
        HuggingFaceTokenizer? tokenizer = null,
        int? contextLength = null,
        Func<IReadOnlyDictionary<string, object?>, string?>? findSettingsProblem = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PromptChecks checks;
        try
        {
            checks = PromptChecks.Run(path);
        }
        catch (PromptFormatException exception)
        {
            return [PromptProblem.From(exception, path)];
        }

        if (tokenizer is not null && checks.IsSound)
        {
            CheckLabels(checks, tokenizer);
            CheckBudget(checks, tokenizer, contextLength ?? int.MaxValue);
        }

        if (findSettingsProblem is not null)
        {
            CheckSettings(checks, findSettingsProblem);
        }

        return [.. checks.Problems.OrderBy(problem => problem.Path, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)];
    }

    /// <summary>The tokens of each label as they follow the prompt.</summary>
    private static void CheckLabels(PromptChecks checks, HuggingFaceTokenizer tokenizer)
    {
        if (checks.Prompt.Labels.Count < 2)
        {
            return;
        }

        if (checks.TryRender(FirstCase(checks), checks.Prompt.DefaultShots) is not { } prompt)
        {
            return;
        }

        (string Label, int[] Tokens)[] labels = [.. checks.Prompt.Labels.Select(label =>
            (label, ContinuationTokens.Split(tokenizer, 0, prompt, AnswerStart.After(prompt, label)).Continuation))];
        for (int i = 0; i < labels.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                CheckPair(checks, labels[j], labels[i]);
            }
        }
    }

    private static void CheckPair(
        PromptChecks checks, (string Label, int[] Tokens) one, (string Label, int[] Tokens) other)
    {
        bool isPrefix = one.Tokens.AsSpan().StartsWith(other.Tokens) || other.Tokens.AsSpan().StartsWith(one.Tokens);
        if (isPrefix)
        {
            (string shorter, string longer) = one.Tokens.Length < other.Tokens.Length
                ? (one.Label, other.Label) : (other.Label, one.Label);
            Add(checks, PromptProblemSeverity.Error,
                $"the tokens of the label '{shorter}' begin those of '{longer}': they look alike up to there");
        }
        else if (one.Tokens[0] == other.Tokens[0])
        {
            Add(checks, PromptProblemSeverity.Warning,
                $"the labels '{one.Label}' and '{other.Label}' share their first token");
        }
    }

    private static void Add(PromptChecks checks, PromptProblemSeverity severity, string message) =>
        checks.Add(severity, checks.File.Path, checks.File.PlaceOfSetting(Prompt.ChoicesSetting), message);

    /// <summary>Every case at its shots, and the prompt at its own.</summary>
    private static void CheckBudget(PromptChecks checks, HuggingFaceTokenizer tokenizer, int contextLength)
    {
        string? given = Convert.ToString(
            checks.Prompt.ExecutionSettings.GetValueOrDefault("max_tokens"), CultureInfo.InvariantCulture);
        int output = int.TryParse(given, CultureInfo.InvariantCulture, out int most)
            ? most
            : new GenerationOptions().MaxOutputTokens;
        foreach (PromptTestCase? test in checks.Cases.Prepend(null))
        {
            int shots = test?.Shots ?? checks.Prompt.DefaultShots;
            if (checks.TryRender(test, shots) is not { } text)
            {
                continue;
            }

            long count = tokenizer.Encode(text, addSpecialTokens: true).Length;
            if (count + output > contextLength)
            {
                string problem = string.Create(CultureInfo.InvariantCulture,
                    $"{count} tokens at {shots} shots and {output} to generate are more than the {contextLength} that "
                    + $"the model reads");
                checks.Add(PromptProblemSeverity.Error,
                    test is null ? checks.File.Path : Path.Combine(checks.Prompt.Folder, PromptTestFile.FileName),
                    test is null ? null : (test.Line, test.Column),
                    test is null ? problem : $"case '{test.Name}': {problem}");
            }
        }
    }

    /// <summary>A problem is of the setting without which it is gone, or is another.</summary>
    private static void CheckSettings(
        PromptChecks checks, Func<IReadOnlyDictionary<string, object?>, string?> findProblem)
    {
        var settings = new Dictionary<string, object?>(checks.Prompt.ExecutionSettings);
        while (findProblem(settings) is { } problem)
        {
            string? name = settings.Keys.FirstOrDefault(key => findProblem(Without(key)) != problem);
            checks.Add(PromptProblemSeverity.Error, checks.File.Path,
                name is null ? null : checks.File.PlaceOfSetting(name), problem);
            if (name is null)
            {
                return;
            }

            settings.Remove(name);
        }

        Dictionary<string, object?> Without(string name) =>
            settings.Where(each => each.Key != name).ToDictionary();
    }

    private static PromptTestCase? FirstCase(PromptChecks checks) => checks.Cases.Count > 0 ? checks.Cases[0] : null;
}
