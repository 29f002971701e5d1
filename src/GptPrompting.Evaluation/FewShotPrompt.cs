using GptPrompting.Prompts;

namespace GptPrompting.Evaluation;

/// <summary>
/// Writes a sample as a few-shot prompt: the description if there is one, the first k demonstrations, the input, and
/// the label of the answer with no space after it, because that space belongs to the answer's first token.
/// </summary>
/// <remarks>
/// It is a <see cref="PromptTemplate"/> like every other prompt, so that what is measured went the way that prompts go.
/// </remarks>
public static class FewShotPrompt
{
    private static readonly PromptTemplate Template = PromptTemplate.Parse(
        """
        {{~ if description != "" ~}}
        {{ description }}
        {{~ end ~}}
        {{~ for demonstration in demonstrations ~}}
        {{ input_label }}: {{ demonstration.input }}
        {{ output_label }}: {{ demonstration.output }}
        {{~ end ~}}
        {{ input_label }}: {{ input }}
        {{ output_label }}:
        """.ReplaceLineEndings("\n"));

    /// <summary>The prompt of a sample with its first <paramref name="shots"/> demonstrations.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The sample has fewer demonstrations, or the number is negative.
    /// </exception>
    public static string Render(ShotsSample sample, int shots)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentOutOfRangeException.ThrowIfNegative(shots);
        if (shots > sample.Demonstrations.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(shots), shots, $"The sample '{sample.Id}' has {sample.Demonstrations.Count} demonstrations.");
        }

        return Template.Render(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["description"] = sample.Description,
            ["demonstrations"] = sample.Demonstrations.Take(shots),
            ["input_label"] = sample.InputLabel,
            ["output_label"] = sample.OutputLabel,
            ["input"] = sample.Input,
        });
    }
}
