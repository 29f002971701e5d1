// The engine's interface has other nullability in other versions; without annotations this fits all of them.
#nullable disable annotations

using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace GptPrompting.Prompts;

/// <summary>
/// The pieces that templates include by name: the <c>*.scriban</c> files directly in one folder, read once. Rendering
/// opens no file, so no name can lead out of the folder.
/// </summary>
internal sealed class TemplatePartials : ITemplateLoader
{
    private const string Extension = ".scriban";
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Template> _templates = new(StringComparer.Ordinal);

    private TemplatePartials()
    {
    }

    internal static TemplatePartials None { get; } = new();

    /// <exception cref="PromptFormatException">
    /// The folder is missing, or one of its files cannot be read, is a link, or has a syntax error.
    /// </exception>
    internal static TemplatePartials Load(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new PromptFormatException(folder, "the folder of included templates does not exist");
        }

        var partials = new TemplatePartials();
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*" + Extension))
        {
            partials.Add(Path.Combine(folder, file.Name), file);
        }

        return partials;
    }

    /// <summary>Whether a path is that of one of the files.</summary>
    internal bool Has(string path) => path is not null && _texts.ContainsKey(path);

    /// <summary>The names by which templates include the pieces.</summary>
    internal IEnumerable<string> Names => _paths.Keys;

    /// <summary>Each piece's name and, in the line after, its text, in the order of the names.</summary>
    internal IEnumerable<string> Texts =>
        _paths.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}\n{_texts[each.Value]}");

    /// <summary>A piece by its name; null where there is none.</summary>
    internal (string Path, Template Template)? Find(string name) =>
        _paths.TryGetValue(name, out string path) ? (path, _templates[path]) : null;

    public string GetPath(TemplateContext context, SourceSpan callerSpan, string templateName) =>
        _paths.TryGetValue(templateName, out string path)
            ? path
            : throw new ScriptRuntimeException(callerSpan, $"no template '{templateName}' to include; {Known()}");

    public string Load(TemplateContext context, SourceSpan callerSpan, string templatePath) => _texts[templatePath];

    public ValueTask<string> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
        new(_texts[templatePath]);

    private void Add(string path, FileInfo file)
    {
        if (file.LinkTarget is not null)
        {
            throw new PromptFormatException(path, "an included template may not be a link");
        }

        string text = TextFile.ReadWritten(path);
        _templates.Add(path, TemplateSettings.Parse(text, path, TemplateOrigin.WholeFile));
        _paths.Add(Path.GetFileNameWithoutExtension(path), path);
        _texts.Add(path, text);
    }

    private string Known() =>
        _paths.Count == 0
            ? "there are none"
            : "there are " + string.Join(", ", _paths.Keys.Order(StringComparer.Ordinal));
}
