using System.Globalization;

namespace GptPrompting.Prompts;

internal sealed partial class PromptChecks
{
    private void CheckDemonstrations()
    {
        if (Prompt.Demonstrations.Count == 0)
        {
            return;
        }

        string[] fields = [.. _uses.Fields.Select(use => use.Name).Distinct(StringComparer.Ordinal)];
        foreach ((JsonLine line, Demonstration shown) in JsonLines.Read(DemonstrationsPath).Zip(Prompt.Demonstrations))
        {
            foreach (string field in fields.Where(field => !shown.ToVariables().ContainsKey(field)))
            {
                Add(PromptProblemSeverity.Error, DemonstrationsPath, (line.Number, 1),
                    $"the demonstration has no '{field}', which the template uses");
            }

            if (Prompt.Labels.Count > 0 && !Prompt.Labels.Contains(shown.Output))
            {
                Add(PromptProblemSeverity.Error, DemonstrationsPath, (line.Number, 1),
                    $"the output '{shown.Output}' is none of the labels: {string.Join(", ", Prompt.Labels)}");
            }

            if (shown.Output.Length > 0 && char.IsWhiteSpace(shown.Output[0]))
            {
                Add(PromptProblemSeverity.Warning, DemonstrationsPath, (line.Number, 1),
                    "the output begins with white space, which the template writes already");
            }
        }
    }

    /// <summary>
    /// Numbers of demonstrations may differ by one between classes, as they must where they do not divide.
    /// </summary>
    private void CheckBalance()
    {
        if (Prompt.Labels.Count < 2 || Prompt.Demonstrations.Count < 2)
        {
            return;
        }

        int[] counts = [.. Prompt.Labels.Select(Count)];
        if (counts.Max() > counts.Min() + 1)
        {
            string listed = string.Join(", ", Prompt.Labels.Zip(counts, (label, count) =>
                string.Create(CultureInfo.InvariantCulture, $"{label} {count}")));
            Add(PromptProblemSeverity.Warning, DemonstrationsPath, null, $"the classes are not balanced: {listed}");
        }

        string[] shown = [.. Prompt.Demonstrations.Take(Prompt.DefaultShots).Select(each => each.Output)];
        if (shown.Length > 1 && shown.Distinct(StringComparer.Ordinal).Count() == 1)
        {
            Add(PromptProblemSeverity.Warning, DemonstrationsPath, null,
                $"the {shown.Length} demonstrations that are shown by default all say '{shown[0]}'");
        }
    }

    private int Count(string label) => Prompt.Demonstrations.Count(shown => shown.Output == label);

    private void CheckCases()
    {
        if (!System.IO.File.Exists(TestsPath))
        {
            return;
        }

        try
        {
            Cases = PromptTestFile.Load(TestsPath);
        }
        catch (PromptFormatException exception)
        {
            _problems.Add(PromptProblem.From(exception, TestsPath));
        }

        foreach (PromptTestCase test in Cases)
        {
            foreach (string problem in ProblemsOf(test))
            {
                Add(PromptProblemSeverity.Error, TestsPath, (test.Line, test.Column), $"case '{test.Name}': {problem}");
            }
        }
    }

    private IEnumerable<string> ProblemsOf(PromptTestCase test)
    {
        HashSet<string> declared = [.. Prompt.InputVariables.Select(variable => variable.Name)];
        foreach (string name in test.Variables.Keys.Where(name => !declared.Contains(name)))
        {
            yield return $"the prompt has no variable '{name}'";
        }

        foreach (PromptVariable variable in Prompt.InputVariables.Where(
            variable => variable is { IsRequired: true, Default: null }
                && test.Variables.GetValueOrDefault(variable.Name) is null))
        {
            yield return $"the variable '{variable.Name}' is required and has no value";
        }

        if (test.Shots > Prompt.Demonstrations.Count)
        {
            yield return $"{test.Shots} shots are more than the {Prompt.Demonstrations.Count} demonstrations";
        }

        if (test.Label is not null && !Prompt.Labels.Contains(test.Label))
        {
            yield return Prompt.Labels.Count == 0
                ? "the prompt has no labels (choices)"
                : $"'{test.Label}' is none of the labels: {string.Join(", ", Prompt.Labels)}";
        }
    }
}
