namespace GptPrompting.Prompts;

/// <summary>The file of a prompt, in whichever of its forms.</summary>
internal interface IPromptFile
{
    string Path { get; }

    string Name { get; }

    string Description { get; }

    /// <summary>Values to try the prompt with, by variable; empty where the form has none.</summary>
    IReadOnlyDictionary<string, object?> Samples { get; }

    PromptTemplate Template(TemplatePartials partials);

    IReadOnlyList<PromptVariable> Variables();

    /// <summary>The settings by service, in the file's order.</summary>
    IReadOnlyList<PromptServiceSettings> Services();

    /// <summary>What the file says of the answer; null where it says nothing.</summary>
    PromptOutput? Output => null;

    /// <inheritdoc cref="PromptLabels.Read"/>
    IReadOnlyList<string> Labels();

    /// <summary>An error at the default of a variable.</summary>
    PromptFormatException DefaultError(string variable, string problem);

    /// <summary>Where one of the <see cref="Variables"/>, once they were read, is declared; 1-based.</summary>
    (int Line, int Column) PlaceOfVariable(string name);

    /// <summary>Where a setting is, 1-based.</summary>
    (int Line, int Column) PlaceOfSetting(string name);

    /// <summary>The file of a prompt folder, or a <c>.prompty</c> file given by itself.</summary>
    static IPromptFile Load(string path)
    {
        if (path.EndsWith(PromptyFile.Extension, StringComparison.OrdinalIgnoreCase) && !Directory.Exists(path))
        {
            return PromptyFile.Load(path);
        }

        string yaml = System.IO.Path.Combine(path, PromptFile.FileName);
        return File.Exists(yaml) || PromptyFile.FindIn(path) is not { } only
            ? PromptFile.Load(yaml)
            : PromptyFile.Load(only);
    }
}
