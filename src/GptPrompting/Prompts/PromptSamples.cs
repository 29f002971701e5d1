namespace GptPrompting.Prompts;

/// <summary>Values to try a prompt with where nobody gives any.</summary>
internal static class PromptSamples
{
    /// <summary>
    /// The given values, else the file's samples, else defaults, else an "x" where a value is required: for each
    /// variable that is not the number of shots.
    /// </summary>
    internal static Dictionary<string, object?> For(
        Prompt prompt, IReadOnlyDictionary<string, object?> samples, IReadOnlyDictionary<string, object?> given)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (PromptVariable variable in prompt.InputVariables)
        {
            if (variable.Name != Prompt.ShotsVariable)
            {
                values[variable.Name] = given.GetValueOrDefault(variable.Name)
                    ?? samples.GetValueOrDefault(variable.Name) ?? variable.Default
                    ?? (variable.IsRequired ? "x" : null);
            }
        }

        return values;
    }
}
