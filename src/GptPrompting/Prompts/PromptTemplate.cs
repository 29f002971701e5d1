using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace GptPrompting.Prompts;

/// <summary>
/// A text with variables in the Scriban language. Parsed once, rendered as often as wanted, from any number of threads.
/// </summary>
/// <remarks>
/// Values reach the prompt unchanged: nothing is encoded, trimmed or indented. A name that is not defined is an error.
/// A template that loops, recurses or writes without end fails after about a second of computing; one whose expressions
/// make a text of 65,536 characters more than it takes to write the variables (their texts, and 256 characters around
/// each value), or a number of more than 1,000 digits, at once; one whose expressions are nested or chained more than
/// 100 deep is refused. These limits catch mistakes; they are no sandbox: data that the template nests thousands deep
/// can still take more memory or stack.
/// Render templates of strangers in a process of their own. <c>object.eval</c> and <c>object.eval_template</c> are left
/// out, as what they run could not be checked.
/// A number in JSON is written as it stands there; where no numeric type prints it so (<c>1e5</c>), it is text.
/// </remarks>
public sealed class PromptTemplate
{
    private readonly Template _template;
    private readonly TemplateOrigin _origin;
    private readonly TemplatePartials _partials;

    private PromptTemplate(string text, string? path, TemplatePartials partials, TemplateOrigin origin)
    {
        (Text, Path, _partials, _origin) = (text, path, partials, origin);
        if (text.Length > TemplateSettings.TextLimit)
        {
            throw Error($"the template has {text.Length} characters; the limit is {TemplateSettings.TextLimit}");
        }

        _template = TemplateSettings.Parse(text, path, origin);
    }

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    /// <summary>The file it came from; null for a template given as text.</summary>
    public string? Path { get; }

    /// <summary>The texts of the templates that this one may include, each behind its name.</summary>
    internal IEnumerable<string> PartialTexts => _partials.Texts;

    /// <summary>Reads a template from text.</summary>
    /// <param name="text">The template, at most 1,048,576 characters.</param>
    /// <param name="path">The file to name in errors.</param>
    /// <param name="partialsFolder">
    /// The folder whose <c>*.scriban</c> files the template may include by name without extension. Null: it may include
    /// nothing.
    /// </param>
    /// <exception cref="PromptFormatException">
    /// The template or one that can be included has syntax errors, expressions that are too deep, or a character
    /// U+0000, which the template engine would drop; values may have it.
    /// </exception>
    public static PromptTemplate Parse(string text, string? path = null, string? partialsFolder = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text, path, Partials(partialsFolder), TemplateOrigin.WholeFile);
    }

    /// <summary>Reads a template from a file of UTF-8 text.</summary>
    /// <inheritdoc cref="Parse(string, string?, string?)"/>
    /// <exception cref="PromptFormatException">The file cannot be read, is not UTF-8, or has syntax errors.</exception>
    public static PromptTemplate Load(string path, string? partialsFolder = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(TextFile.ReadWritten(path), path, Partials(partialsFolder), TemplateOrigin.WholeFile);
    }

    /// <summary>Fills in the variables.</summary>
    /// <param name="variables">
    /// Text, numbers, bools, lists, dictionaries, JSON and objects (their public properties in snake_case), by name.
    /// </param>
    /// <param name="cancellationToken">Ends the rendering early.</param>
    /// <returns>
    /// The prompt, at most 1,048,576 characters, with "\n" for the line ends that the template engine writes.
    /// </returns>
    /// <exception cref="PromptFormatException">
    /// The template uses an undefined variable or member, or meets a limit; the exception names the place.
    /// </exception>
    /// <exception cref="ArgumentException">A variable is nested too deeply or is no data.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public string Render(IReadOnlyDictionary<string, object?> variables, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return Render(variables, set: null, cancellationToken);
    }

    /// <param name="variables">As above.</param>
    /// <param name="set">
    /// The text to insert for a variable's name and a text that it is or has; null for what is given.
    /// </param>
    /// <param name="cancellationToken">Ends the rendering early.</param>
    internal string Render(
        IReadOnlyDictionary<string, object?> variables,
        Func<string, string, string>? set,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (ScriptObject values, long characters) = TemplateValues.From(variables, set);
        using var deadline = new RenderingDeadline(TemplateSettings.TimeLimit, cancellationToken);
        TemplateContext context = TemplateSettings.NewContext(values, characters, _partials, deadline.Token);
        string? missing = null;
        context.TryGetVariable = (_, _, variable, out value) =>
        {
            (missing, value) = (variable.Name, null);
            return false;
        };
        try
        {
            return Checked(_template.Render(context), context);
        }
        catch (ScriptRuntimeException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.Token.IsCancellationRequested)
            {
                throw Error($"rendering took longer than {TemplateSettings.TimeLimit.TotalSeconds} s");
            }

            bool isUndefined =
                missing is not null && exception.OriginalMessage.Contains($"`{missing}`", StringComparison.Ordinal);
            string hint = !isUndefined ? ""
                : variables.Count > 0 ? " Given are: " + string.Join(", ", variables.Keys) + "."
                : " No variables are given.";
            throw TemplateErrors.From(exception, Path, _origin, _partials, hint);
        }
    }

    internal static PromptTemplate Parse(string text, string? path, TemplatePartials partials, TemplateOrigin origin) =>
        new(text, path, partials, origin);

    /// <summary>The variables and fields that the template and the pieces that it includes read.</summary>
    internal TemplateUses FindUses() => TemplateUses.Of(_template.Page, Path, _origin, _partials);

    /// <summary>The lines that the template and the pieces that it includes may write.</summary>
    internal TemplateLines FindLines() => TemplateLines.Of(_template.Page, _partials);

    /// <summary>1-based place in the file of a character of <see cref="Text"/>.</summary>
    internal (int Line, int Column) PlaceOf(int index)
    {
        int line = Text.AsSpan(0, index).Count('\n') + 1;
        return _origin.InFile(line, index - (index == 0 ? -1 : Text.LastIndexOf('\n', index - 1)));
    }

    private static TemplatePartials Partials(string? folder) =>
        folder is null ? TemplatePartials.None : TemplatePartials.Load(folder);

    /// <summary>
    /// The engine cuts silently at its own limit; a character that it no longer writes shows that it has.
    /// </summary>
    private string Checked(string prompt, TemplateContext context)
    {
        context.Write(".");
        return prompt.Length <= TemplateSettings.TextLimit && context.Output.ToString() == "."
            ? prompt
            : throw Error($"the prompt has more than {TemplateSettings.TextLimit} characters, which is the limit");
    }

    private PromptFormatException Error(string problem) => TemplateErrors.AtStart(Path, _origin, problem);
}
