using System.Collections.ObjectModel;

namespace GptPrompting.Prompts;

/// <summary>The checks of one prompt that need no tokenizer. Each adds to the list of problems.</summary>
internal sealed partial class PromptChecks
{
    // A pool to choose from may have thousands of demonstrations; nobody shows them all.
    private const int MostShotsTried = 16;

    private readonly List<PromptProblem> _problems = [];
    private readonly TemplateUses _uses;

    private PromptChecks(IPromptFile file, Prompt prompt)
    {
        (File, Prompt) = (file, prompt);
        _uses = prompt.Template.FindUses();
    }

    internal IPromptFile File { get; }

    internal Prompt Prompt { get; }

    /// <summary>The cases beside the prompt; none where there are none or their file is wrong.</summary>
    internal IReadOnlyList<PromptTestCase> Cases { get; private set; } = [];

    internal IReadOnlyList<PromptProblem> Problems => _problems;

    /// <summary>Whether nothing was found that keeps the prompt from being rendered.</summary>
    internal bool IsSound => _problems.TrueForAll(problem => problem.Severity != PromptProblemSeverity.Error);

    private string DemonstrationsPath => Path.Combine(Prompt.Folder, Prompt.DemonstrationsFile);

    private string TestsPath => Path.Combine(Prompt.Folder, PromptTestFile.FileName);

    /// <exception cref="PromptFormatException">The prompt cannot be loaded.</exception>
    internal static PromptChecks Run(string path)
    {
        IPromptFile file = IPromptFile.Load(path);
        var checks = new PromptChecks(file, Prompt.Of(file));
        checks.CheckServices();
        checks.CheckVariables();
        checks.CheckLabels();
        checks.CheckDemonstrations();
        checks.CheckBalance();
        checks.CheckCases();
        if (checks.IsSound)
        {
            checks.CheckEnding();
            checks.CheckInserted();
        }

        return checks;
    }

    /// <summary>Values for every variable, those of a case first.</summary>
    internal Dictionary<string, object?> SampleFor(PromptTestCase? test) =>
        PromptSamples.For(Prompt, File.Samples, test?.Variables ?? ReadOnlyDictionary<string, object?>.Empty);

    internal void Add(PromptProblemSeverity severity, string path, (int Line, int Column)? place, string message) =>
        _problems.Add(new PromptProblem(path, place?.Line, place?.Column, severity, message));

    /// <summary>The prompt of a case, or of samples; null where it cannot be rendered, which is a problem.</summary>
    internal string? TryRender(PromptTestCase? test, int shots)
    {
        try
        {
            return Prompt.Render(SampleFor(test), shots);
        }
        catch (PromptFormatException exception)
        {
            _problems.Add(PromptProblem.From(exception, File.Path));
        }
        catch (ArgumentException exception)
        {
            // More demonstrations than a template can be given, for one.
            string problem = exception.Message.Split(" (Parameter")[0];
            Add(PromptProblemSeverity.Error, File.Path, null, $"cannot be rendered at {shots} shots: {problem}");
        }

        return null;
    }

    private void CheckServices()
    {
        if (Prompt.Services.Count > 0
            && Prompt.Services.All(service => service.ServiceId != PromptServiceSettings.Default))
        {
            string ids = string.Join(", ", Prompt.Services.Select(service => service.ServiceId));
            Add(PromptProblemSeverity.Warning, File.Path, null,
                $"the settings are those of the services {ids}; a model that is asked without a kernel takes "
                + $"'{PromptServiceSettings.Default}', which is not there");
        }
    }

    private void CheckVariables()
    {
        HashSet<string> declared = [.. Prompt.InputVariables.Select(variable => variable.Name)];
        if (_uses.IsComplete)
        {
            foreach (TemplateUse use in _uses.Variables
                .Where(use => use.Name != Prompt.DemonstrationsVariable && !declared.Contains(use.Name))
                .DistinctBy(use => use.Name))
            {
                Add(PromptProblemSeverity.Error, use.Path ?? File.Path, (use.Line, use.Column),
                    $"the variable '{use.Name}' is not declared under input_variables");
            }
        }

        HashSet<string> used = [.. _uses.Variables.Select(use => use.Name), .. _uses.Assigned];
        bool showsDemonstrations = used.Contains(Prompt.DemonstrationsVariable);
        foreach (string name in declared.Where(name => !used.Contains(name)))
        {
            // The number of shots says how many demonstrations the template sees.
            if (_uses.IsComplete && !(name == Prompt.ShotsVariable && showsDemonstrations))
            {
                Add(PromptProblemSeverity.Warning, File.Path, File.PlaceOfVariable(name),
                    $"the variable '{name}' is declared, and the template does not use it");
            }
        }

        if (_uses.IsComplete && !showsDemonstrations && Prompt.Demonstrations.Count > 0)
        {
            Add(PromptProblemSeverity.Warning, DemonstrationsPath, null, "the template does not show demonstrations");
        }
    }

    private void CheckLabels()
    {
        foreach (string label in Prompt.Labels.Where(label => label != label.Trim()))
        {
            Add(PromptProblemSeverity.Error, File.Path, File.PlaceOfSetting(Prompt.ChoicesSetting),
                $"the label '{label}' begins or ends with white space");
        }
    }

    /// <summary>A blank at the end takes the place of the one that belongs to the answer's first token.</summary>
    private void CheckEnding()
    {
        PromptTestCase? test = Cases.Count > 0 ? Cases[0] : null;
        int most = Math.Min(Prompt.Demonstrations.Count, MostShotsTried);
        foreach (int shots in Enumerable.Range(0, most + 1).Append(Prompt.DefaultShots).Distinct())
        {
            if (TryRender(test, shots) is not { } text)
            {
                return;
            }

            if (WithoutEnding(text) < text.Length)
            {
                string template = Prompt.Template.Text;
                int end = WithoutEnding(template);
                Add(PromptProblemSeverity.Error, File.Path, Prompt.Template.PlaceOf(end < template.Length ? end : 0),
                    $"the prompt ends in a blank at {shots} shots; that blank belongs to the answer's first token");
                return;
            }
        }
    }

    /// <summary>Where blanks at the end begin; line ends may stand there.</summary>
    private static int WithoutEnding(string text)
    {
        int end = text.Length;
        while (end > 0 && char.IsWhiteSpace(text[end - 1]) && text[end - 1] is not ('\n' or '\r'))
        {
            end--;
        }

        return end;
    }
}
