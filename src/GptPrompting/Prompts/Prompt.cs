using System.Collections.ObjectModel;
using System.Globalization;

namespace GptPrompting.Prompts;

/// <summary>
/// A prompt folder: <c>prompt.yaml</c> in Semantic Kernel's form with <c>template_format: scriban</c>, the solved
/// examples beside it in <c>demonstrations.jsonl</c>, and pieces shared by several prompts in a folder
/// <c>_partials</c>.
/// </summary>
/// <remarks>
/// The template sees its declared variables and <c>demonstrations</c>, a list of the first k of them, each with
/// <c>input</c>, <c>output</c> and its other fields. k is, in this order: the argument of <c>Render</c>, the
/// variable <c>shots</c>, that variable's default; a prompt that declares no such variable shows all. <c>_partials</c>
/// is looked for in the prompt's folder, the one above and the one above that; the first found is used, and only it.
/// <para>
/// Inserted text cannot pass for a demonstration: where a line of a value, or of a text within it, begins as the
/// template begins a line of its demonstrations (<c>Output:</c>, <c>User:</c>; in any case, also behind blanks and
/// invisible characters), one space is put before that line. How those lines begin is read from the template: what it
/// writes, from where demonstrations begin on, up to an input, an output or a required variable. All else reaches the
/// prompt as it is, defaults of variables and demonstrations always; so do values of variables with <see
/// cref="PromptVariable.AllowDangerouslySetContent"/>. Lines that the template itself makes of a value, as by replacing
/// something with line ends or by <c>string.strip</c>, which takes the space away, are the template's; <c>gptprompt
/// prompts check</c> finds what a template undoes.
/// </para>
/// </remarks>
public sealed class Prompt
{
    internal const string DemonstrationsVariable = "demonstrations";
    internal const string DemonstrationsFile = "demonstrations.jsonl";
    internal const string ChoicesSetting = "choices";
    internal const string ShotsVariable = "shots";

    private readonly Lazy<DemonstrationForm> _form;

    private Prompt(IPromptFile file)
    {
        string folder = Path.GetDirectoryName(file.Path) is { Length: > 0 } parent ? parent : ".";
        Folder = folder;
        Name = file.Name;
        Description = file.Description;
        Template = file.Template(FindPartials(folder));
        InputVariables = file.Variables();
        Output = file.Output;
        Services = file.Services();
        ExecutionSettings = Services.FirstOrDefault(each => each.ServiceId == PromptServiceSettings.Default)?.Settings
            ?? ReadOnlyDictionary<string, object?>.Empty;
        Labels = file.Labels();
        Demonstrations = LoadDemonstrations(Path.Combine(folder, DemonstrationsFile));
        DefaultShots = FindDefaultShots(file);
        _form = new(() => new DemonstrationForm(this));
    }

    /// <summary>The folder it was loaded from.</summary>
    public string Folder { get; }

    /// <summary>The prompt's name, as Semantic Kernel uses it for the function.</summary>
    public string Name { get; }

    /// <summary>What the prompt does; empty where the file says nothing.</summary>
    public string Description { get; }

    /// <summary>The template. <c>Render</c> adds defaults, demonstrations and checks to it.</summary>
    public PromptTemplate Template { get; }

    /// <summary>The variables that may be given, in the file's order.</summary>
    public IReadOnlyList<PromptVariable> InputVariables { get; }

    /// <summary>What the answer is, for those who call the prompt; null where the file says nothing.</summary>
    public PromptOutput? Output { get; }

    /// <summary>All demonstrations in the file's order; empty where the folder has none.</summary>
    public IReadOnlyList<Demonstration> Demonstrations { get; }

    /// <summary>
    /// The settings under <c>execution_settings: default:</c> as they stand there: text, bool, long, double, null, list
    /// or dictionary by snake_case name, such as <c>temperature</c> or <c>stop_sequences</c>. Who runs the prompt
    /// checks the names. <c>model_id</c> and <c>service_id</c>, which say who is asked, are not among them.
    /// </summary>
    public IReadOnlyDictionary<string, object?> ExecutionSettings { get; }

    /// <summary>
    /// The settings of each service, in the file's order, for a kernel that has several; empty where the file has none.
    /// </summary>
    public IReadOnlyList<PromptServiceSettings> Services { get; }

    /// <summary>
    /// The answers to choose from, as <c>choices</c> in <see cref="ExecutionSettings"/> has them, in that order; empty
    /// where the prompt has no such setting. All are different, and none is blank.
    /// </summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>How many demonstrations the prompt shows where nothing else is said.</summary>
    public int DefaultShots { get; }

    /// <summary>
    /// Reads a prompt folder, or a <c>.prompty</c> file whose template is in Scriban, with the demonstrations and
    /// pieces in its folder. A folder without a <c>prompt.yaml</c> may have one <c>.prompty</c> in its place.
    /// </summary>
    /// <param name="folder">The folder or the file.</param>
    /// <exception cref="PromptFormatException">
    /// A file is missing, is not UTF-8, has an unknown key or a syntax error; the exception names file, line and
    /// column.
    /// </exception>
    public static Prompt Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new Prompt(IPromptFile.Load(folder));
    }

    /// <summary>The prompt's text with the variables filled in.</summary>
    /// <param name="variables">Values by name; a null counts as not given. Defaults fill what is missing.</param>
    /// <param name="shots">
    /// How many demonstrations to show, 0 to their number; null for the prompt's own choice.
    /// </param>
    /// <param name="cancellationToken">Ends the rendering early.</param>
    /// <exception cref="ArgumentException">A variable is not declared, or one that is required is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many demonstrations.</exception>
    /// <exception cref="PromptFormatException">The template uses an undefined variable or meets a limit.</exception>
    public string Render(
        IReadOnlyDictionary<string, object?> variables,
        int? shots = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return Render(variables, Shown(variables, shots), cancellationToken);
    }

    /// <summary>The prompt's text with the variables filled in and these demonstrations shown.</summary>
    /// <param name="variables">
    /// Values by name; a null counts as not given. Defaults fill what is missing; <c>shots</c> is as many as are shown.
    /// </param>
    /// <param name="demonstrations">What is shown, in this order: the prompt's own or any others; none is fine.</param>
    /// <param name="cancellationToken">Ends the rendering early.</param>
    /// <exception cref="ArgumentException">A variable is not declared, or one that is required is missing.</exception>
    /// <exception cref="PromptFormatException">The template uses an undefined variable or meets a limit.</exception>
    public string Render(
        IReadOnlyDictionary<string, object?> variables,
        IReadOnlyList<Demonstration> demonstrations,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(demonstrations);
        CheckKnown(variables);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (PromptVariable variable in InputVariables)
        {
            values[variable.Name] = variable.Name == ShotsVariable
                ? demonstrations.Count
                : ValueOf(variable, variables);
        }

        values[DemonstrationsVariable] = demonstrations.Select(shown => shown.ToVariables());
        HashSet<string> asTheyAre =
        [
            DemonstrationsVariable,
            .. InputVariables.Where(each => each.AllowDangerouslySetContent || Equals(values[each.Name], each.Default))
                .Select(each => each.Name),
        ];
        var inserted = new InsertedText(_form.Value, values, demonstrations);
        return Template.Render(
            values, (name, text) => asTheyAre.Contains(name) ? text : inserted.Set(name, text), cancellationToken);
    }

    /// <exception cref="PromptFormatException">Something in the file or beside it is wrong.</exception>
    internal static Prompt Of(IPromptFile file) => new(file);

    /// <summary>How lines of demonstrations begin, which no inserted text may imitate.</summary>
    internal IReadOnlyList<LineHead> Heads(IReadOnlyDictionary<string, object?> values) =>
        _form.Value.Heads(values, Demonstrations);

    /// <summary>The demonstrations that are shown where none are given.</summary>
    /// <inheritdoc cref="Render(IReadOnlyDictionary{string, object?}, int?, CancellationToken)" path="/exception"/>
    internal IReadOnlyList<Demonstration> Shown(
        IReadOnlyDictionary<string, object?> variables, int? shots = null)
    {
        CheckKnown(variables);
        return [.. Demonstrations.Take(CheckedShots(shots ?? ShotsIn(variables) ?? DefaultShots))];
    }

    private static object? ValueOf(PromptVariable variable, IReadOnlyDictionary<string, object?> variables)
    {
        object? value = variables.GetValueOrDefault(variable.Name) ?? variable.Default;
        return value is null && variable.IsRequired
            ? throw new ArgumentException(
                $"The variable '{variable.Name}' is required and has no value.", nameof(variables))
            : value;
    }

    private static TemplatePartials FindPartials(string folder)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        for (int level = 0; level < 3 && full is not null; level++, full = Path.GetDirectoryName(full)!)
        {
            if (Directory.Exists(Path.Combine(full, "_partials")))
            {
                return TemplatePartials.Load(Path.Combine(full, "_partials"));
            }
        }

        return TemplatePartials.None;
    }

    private static Demonstration[] LoadDemonstrations(string path) =>
        File.Exists(path) ? [.. JsonLines.Read(path).Select(Demonstration.From)] : [];

    private void CheckKnown(IReadOnlyDictionary<string, object?> variables)
    {
        foreach (string name in variables.Keys)
        {
            if (InputVariables.All(variable => variable.Name != name))
            {
                string known = string.Join(", ", InputVariables.Select(variable => variable.Name));
                throw new ArgumentException(
                    $"The prompt '{Name}' has no variable '{name}'; it has: {known}.", nameof(variables));
            }
        }
    }

    private int CheckedShots(int shots) =>
        shots >= 0 && shots <= Demonstrations.Count
            ? shots
            : throw new ArgumentOutOfRangeException(
                nameof(shots), shots,
                $"shots is {shots}; the prompt '{Name}' has {Demonstrations.Count} demonstrations.");

    private static int? ShotsIn(IReadOnlyDictionary<string, object?> variables)
    {
        object? value = variables.GetValueOrDefault(ShotsVariable);
        return value is null || WholeNumber(value) is { } shots ? WholeNumber(value)
            : throw new ArgumentException(
                $"The variable '{ShotsVariable}' is '{value}'; it is to be a whole number.", nameof(variables));
    }

    private int FindDefaultShots(IPromptFile file)
    {
        object? value = InputVariables.FirstOrDefault(variable => variable.Name == ShotsVariable)?.Default;
        if (value is null)
        {
            return Demonstrations.Count;
        }

        return WholeNumber(value) is { } shots && shots >= 0 && shots <= Demonstrations.Count
            ? shots
            : throw file.DefaultError(
                ShotsVariable, $"shots is '{value}' by default; there are {Demonstrations.Count} demonstrations");
    }

    private static int? WholeNumber(object? value) =>
        int.TryParse(
            Convert.ToString(value, CultureInfo.InvariantCulture),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int number)
            ? number
            : null;
}
