using System.Text.Json;
using GptPrompting.Prompts;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>A prompt folder, such as those of the prompt library, as the prompt of a task.</summary>
/// <remarks>
/// A demonstration whose record has its <c>input</c> and <c>output</c> is shown as it is. Any other is given to the
/// prompt with its <see cref="Sample.Input"/>, its <see cref="Sample.Target"/>, the fields of its record, and the
/// prompt's variables as this task fills them in.
/// </remarks>
public sealed class PromptFolderPrompt : ITaskPrompt
{
    private readonly Prompt _prompt;
    private readonly IReadOnlyDictionary<string, PromptTemplate> _variables;
    private readonly string _inputVariable;

    /// <summary>Makes a task's prompt of a prompt folder.</summary>
    /// <param name="prompt">The folder's prompt.</param>
    /// <param name="variables">
    /// What its variables are, as templates that see the fields of the record; the others keep their defaults.
    /// </param>
    /// <param name="inputVariable">The one of them that is the sample's input.</param>
    /// <exception cref="ArgumentException">
    /// The prompt has no variable of a name, one is <c>shots</c>, or the input is none of them.
    /// </exception>
    public PromptFolderPrompt(
        Prompt prompt, IReadOnlyDictionary<string, PromptTemplate> variables, string inputVariable)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(variables);
        (_prompt, _variables, _inputVariable) = (prompt, variables, inputVariable);
        string[] known =
            [.. prompt.InputVariables.Select(each => each.Name).Where(name => name != Prompt.ShotsVariable)];
        if (variables.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new ArgumentException(
                $"The prompt '{prompt.Name}' has no variable '{unknown}' to fill in; it has: "
                + $"{string.Join(", ", known)}.",
                nameof(variables));
        }

        if (!variables.ContainsKey(inputVariable))
        {
            throw new ArgumentException(
                $"The input '{inputVariable}' is none of the variables that are filled in.", nameof(inputVariable));
        }
    }

    /// <inheritdoc/>
    public string Identity
    {
        get
        {
            string[] parts =
            [
                "prompt_folder", _prompt.Template.Text, .. _prompt.Template.PartialTexts, _inputVariable,
                .. _prompt.InputVariables.Select(each => $"{each.Name}={each.Default}"),
                .. _variables.OrderBy(each => each.Key, StringComparer.Ordinal)
                    .Select(each => $"{each.Key}={each.Value.Text}"),
            ];
            return JsonSerializer.Serialize(parts);
        }
    }

    /// <inheritdoc/>
    public PromptText Render(
        Sample sample, IReadOnlyList<Sample> demonstrations, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(demonstrations);
        Dictionary<string, object?> values = Values(sample.Document);
        Demonstration[] shown = [.. demonstrations.Select(Shown)];
        string text = _prompt.Render(values, shown, cancellationToken);
        return new PromptText(text, ShownAnswers.Find(
            text, [.. shown.Select(each => each.Output)], outputs => _prompt.Render(
                values,
                [.. shown.Zip(outputs, (demonstration, output) => demonstration with { Output = output })],
                cancellationToken)));
    }

    /// <inheritdoc/>
    public string? RenderContentFree(
        Sample sample,
        IReadOnlyList<Sample> demonstrations,
        string input,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(demonstrations);
        Dictionary<string, object?> values = Values(sample.Document);
        values[_inputVariable] = input;
        return _prompt.Render(values, [.. demonstrations.Select(Shown)], cancellationToken);
    }

    /// <inheritdoc/>
    public string Continuation(string prompt, string answer) => AnswerStart.After(prompt, answer);

    /// <summary>The input of a record.</summary>
    internal string InputOf(JsonElement document) =>
        _variables[_inputVariable].Render(RecordFields.Variables(document));

    private Dictionary<string, object?> Values(JsonElement document)
    {
        Dictionary<string, object?> fields = RecordFields.Variables(document);
        return _variables.ToDictionary(
            each => each.Key, each => (object?)each.Value.Render(fields), StringComparer.Ordinal);
    }

    private Demonstration Shown(Sample sample)
    {
        Dictionary<string, JsonElement> fields = sample.Document.EnumerateObject()
            .Where(field => field.Name is not ("input" or "output"))
            .ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        if (!IsSolved(sample))
        {
            foreach ((string name, object? value) in Values(sample.Document))
            {
                fields[name] = JsonSerializer.SerializeToElement(value);
            }
        }

        return new Demonstration(sample.Input, sample.Target) { Fields = fields };
    }

    private static bool IsSolved(Sample sample) =>
        HasText(sample.Document, "input", sample.Input) && HasText(sample.Document, "output", sample.Target);

    private static bool HasText(JsonElement document, string name, string text) =>
        document.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
        && value.ValueEquals(text);
}
