namespace GptPrompting.Prompts;

/// <summary>The files of a new prompt: a small classification that works, to be changed into what is wanted.</summary>
public static class PromptSkeleton
{
    private const string Yaml = """
        name: {name}
        description: Says whether a text sounds positive or negative.
        template_format: scriban
        template: |-
          Classify the sentiment of the text as Positive or Negative.
          {{~ for demonstration in demonstrations ~}}
          Input: {{ demonstration.input }}
          Output: {{ demonstration.output }}
          {{~ end ~}}
          Input: {{ input }}
          Output:
        input_variables:
          - name: input
            description: The text, one line.
          - name: shots
            description: How many demonstrations to show, 0 to 2.
            default: 2
            is_required: false
        execution_settings:
          default:
            temperature: 0
            max_tokens: 8
            stop_sequences: ["\n"]
            choices: [Positive, Negative]

        """;

    private const string Demonstrations = """
        {"input": "The hall was warm and the music was lovely.", "output": "Positive"}
        {"input": "The lamp arrived broken.", "output": "Negative"}

        """;

    private const string Tests = """
        cases:
          - name: a happy guest
            variables: { input: "What a wonderful evening, thank you!" }
            label: Positive
          - name: a sad guest
            variables: { input: "The soup was cold and nobody cared." }
            label: Negative

        """;

    /// <summary>Writes the files into a folder, which is made where it does not exist.</summary>
    /// <param name="folder">
    /// Its last part is the prompt's name, with <c>_</c> for <c>-</c>: ASCII letters, digits, <c>-</c> and <c>_</c>,
    /// beginning with a letter.
    /// </param>
    /// <returns>The paths of the files.</returns>
    /// <exception cref="ArgumentException">The name is not of that form.</exception>
    /// <exception cref="IOException">
    /// One of the files is there already, or cannot be written. Nothing is replaced.
    /// </exception>
    public static IReadOnlyList<string> Write(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        if (name.Length == 0 || !char.IsAsciiLetter(name[0])
            || !name.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_'))
        {
            throw new ArgumentException(
                $"'{name}' cannot be a prompt's name; it begins with a letter and has letters, digits, - and _.",
                nameof(folder));
        }

        string yaml = Yaml.Replace("{name}", name.Replace('-', '_'), StringComparison.Ordinal);
        (string Path, string Text)[] files =
        [
            (Path.Combine(folder, PromptFile.FileName), yaml),
            (Path.Combine(folder, Prompt.DemonstrationsFile), Demonstrations),
            (Path.Combine(folder, PromptTestFile.FileName), Tests),
        ];
        if (Array.Find(files, file => File.Exists(file.Path)) is { Path: string there })
        {
            throw new IOException($"'{there}' is there already; nothing was written.");
        }

        Directory.CreateDirectory(folder);
        foreach ((string path, string text) in files)
        {
            using var stream = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            stream.Write(text.ReplaceLineEndings("\n"));
        }

        return [.. files.Select(file => file.Path)];
    }
}
