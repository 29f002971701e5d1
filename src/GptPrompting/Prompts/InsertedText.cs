namespace GptPrompting.Prompts;

/// <summary>
/// The texts of one call as they are inserted: a line that would pass for one of a demonstration gets a space before
/// it, everything else stays.
/// </summary>
/// <param name="form">How demonstrations look.</param>
/// <param name="values">The call's values by name.</param>
/// <param name="shown">The call's demonstrations.</param>
internal sealed class InsertedText(
    DemonstrationForm form, IReadOnlyDictionary<string, object?> values, IReadOnlyList<Demonstration> shown)
{
    // Most texts are one line behind words of the template, and nothing is to be known of heads.
    private readonly Lazy<IReadOnlyList<LineHead>> _heads = new(() => form.Heads(values, shown));

    /// <param name="variable">The variable that the text is of, or is a part of.</param>
    /// <param name="text">Any text.</param>
    internal string Set(string variable, string text) => SpacedLines.Of(
        text,
        form.MayBeginLine(variable),
        (line, isContinued) => IsHead(line, isContinued && form.MayBeFollowed(variable)));

    private bool IsHead(ReadOnlySpan<char> line, bool isContinued)
    {
        if (line.IsWhiteSpace())
        {
            return false;
        }

        string seen = LineHead.Seen(line);
        return _heads.Value.Any(head => head.Begins(seen) || (isContinued && head.MayFollow(seen)));
    }
}
