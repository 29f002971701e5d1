using GptPrompting.Prompts;
using GptPrompting.Scoring;

namespace GptPrompting;

/// <summary>Makes requests for classification of prompt folders.</summary>
public static class PromptClassification
{
    /// <summary>
    /// A prompt with its labels, and where contextual calibration is wanted the same prompt with content-free inputs in
    /// place of <see cref="ClassificationOptions.InputVariable"/>.
    /// </summary>
    /// <param name="prompt">A prompt whose settings have <c>choices</c>.</param>
    /// <param name="variables">Values by name, as for <c>Prompt.Render</c>.</param>
    /// <param name="options">How labels will be compared; null is the default.</param>
    /// <param name="demonstrations">What to show, in this order; null for the prompt's own choice.</param>
    /// <param name="cancellationToken">Ends the rendering early.</param>
    /// <exception cref="ArgumentException">
    /// The prompt has no labels, or no variable for content-free inputs; or a variable is wrong.
    /// </exception>
    /// <exception cref="PromptFormatException">The template uses an undefined variable or meets a limit.</exception>
    public static ClassificationRequest Request(
        Prompt prompt,
        IReadOnlyDictionary<string, object?> variables,
        ClassificationOptions? options = null,
        IReadOnlyList<Demonstration>? demonstrations = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(variables);
        IReadOnlyDictionary<string, object?>[] inputs = Inputs(prompt, variables, options ?? new());
        demonstrations ??= prompt.Shown(variables);
        return RequestOf(prompt, [.. inputs.Select(each => prompt.Render(each, demonstrations, cancellationToken))]);
    }

    /// <param name="prompt">A prompt with labels.</param>
    /// <param name="texts">Its texts with each of <see cref="Inputs"/>.</param>
    internal static ClassificationRequest RequestOf(Prompt prompt, string[] texts) =>
        new(texts[0], prompt.Labels) { ContentFreePrompts = texts[1..] };

    /// <returns>The variables, and for contextual calibration those with content-free inputs.</returns>
    /// <exception cref="ArgumentException">
    /// The prompt has no labels, or no variable for content-free inputs.
    /// </exception>
    internal static IReadOnlyDictionary<string, object?>[] Inputs(
        Prompt prompt, IReadOnlyDictionary<string, object?> variables, ClassificationOptions options)
    {
        if (prompt.Labels.Count == 0)
        {
            throw new ArgumentException(
                $"The prompt '{prompt.Name}' has no labels; list them as choices under execution_settings: default:.",
                nameof(prompt));
        }

        return options.Calibration == LabelCalibration.Contextual
            ? [variables, .. ContentFree(prompt, variables, options)]
            : [variables];
    }

    private static IEnumerable<Dictionary<string, object?>> ContentFree(
        Prompt prompt, IReadOnlyDictionary<string, object?> variables, ClassificationOptions options)
    {
        string name = options.InputVariable;
        if (prompt.InputVariables.All(variable => variable.Name != name))
        {
            throw new ArgumentException(
                $"The prompt '{prompt.Name}' has no variable '{name}' for content-free inputs; set InputVariable.",
                nameof(options));
        }

        return options.ContentFreeInputs.Select(
            input => new Dictionary<string, object?>(variables, StringComparer.Ordinal) { [name] = input });
    }
}
