namespace GptPrompting.Prompts;

internal sealed partial class PromptChecks
{
    // Nothing that a template writes.
    private const string Mark = "qzx";

    /// <summary>
    /// Whether the template undoes what keeps inserted text from passing for a demonstration, as by
    /// <c>string.strip</c>.
    /// </summary>
    private void CheckInserted()
    {
        Dictionary<string, object?> values = SampleFor(Cases.Count > 0 ? Cases[0] : null);
        IReadOnlyList<LineHead> heads = Prompt.Heads(values);
        foreach (PromptVariable variable in Prompt.InputVariables.Where(variable =>
            !variable.AllowDangerouslySetContent && values.GetValueOrDefault(variable.Name) is string))
        {
            if (heads.FirstOrDefault(head => MayPassFor(head, variable.Name, values)) is { } passed)
            {
                Add(PromptProblemSeverity.Warning, File.Path, File.PlaceOfVariable(variable.Name),
                    $"a text for '{variable.Name}' may pass for a demonstration: the template changes it so that its "
                    + $"lines may begin with '{passed.Words[0]}' without a space before it");
            }
        }
    }

    private bool MayPassFor(LineHead head, string variable, Dictionary<string, object?> values)
    {
        string line = string.Concat(head.Words) + Mark;
        string seen = LineHead.Seen(line);
        try
        {
            string prompt = Prompt.Render(
                new Dictionary<string, object?>(values) { [variable] = $"{line}\n{line}" }, shots: 0);
            return prompt.Split('\n').Any(each => each.Length > 0 && !char.IsWhiteSpace(each[0])
                && LineHead.Seen(each).StartsWith(seen, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is PromptFormatException or ArgumentException)
        {
            // The template takes other texts; with the samples it was rendered before.
            return false;
        }
    }
}
