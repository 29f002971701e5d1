using System.Globalization;

namespace GptPrompting.Prompts;

/// <summary>
/// How a prompt's demonstrations look, line by line, so that an inserted text that has such a line can be told from
/// one.
/// </summary>
/// <remarks>
/// A head is what the template writes from the beginning of a line to the input, the output or a required variable.
/// Where values stand in it, anything may; where one stands before a mark without letters, as in
/// <c>{{ from }}: {{ text }}</c>, only those that demonstrations or the call have there.
/// </remarks>
internal sealed class DemonstrationForm
{
    private readonly HashSet<string> _required;
    private readonly HashSet<string> _beginning = new(StringComparer.Ordinal);
    private readonly HashSet<string> _followed = new(StringComparer.Ordinal);
    private readonly bool _anyBegins;
    private readonly LineHead[] _fixed;
    private readonly TemplateLine[] _byValue;
    private readonly LineHead[] _ofPool;

    internal DemonstrationForm(Prompt prompt)
    {
        TemplateLines lines = prompt.Template.FindLines();
        HashSet<string> declared = [.. prompt.InputVariables.Select(each => each.Name)];
        _required = [.. prompt.InputVariables.Where(each => each is { IsRequired: true, Default: null })
            .Select(each => each.Name)];
        foreach (TemplateLine line in lines.All)
        {
            Note(line);
        }

        // What is computed, or comes from a loop, may be of any variable.
        _anyBegins = _beginning.Any(name => !declared.Contains(name));
        TemplateLine[] heads = [.. lines.Shown.Where(line => FirstWords(line) >= 0)];
        _fixed = Distinct(heads.Where(line => !IsByValue(line)).Select(Fixed));
        _byValue = [.. heads.Where(IsByValue)];
        _ofPool = Distinct(HeadsOf(NoValues, prompt.Demonstrations));
    }

    private static Dictionary<string, object?> NoValues { get; } = [];

    /// <summary>Whether a line of the prompt may begin with a variable's value.</summary>
    internal bool MayBeginLine(string variable) => _anyBegins || _beginning.Contains(variable);

    /// <summary>Whether something may stand behind a variable's value in its last line.</summary>
    internal bool MayBeFollowed(string variable) => _anyBegins || _followed.Contains(variable);

    /// <param name="values">The call's values.</param>
    /// <param name="shown">The call's demonstrations, the prompt's own or others.</param>
    internal IReadOnlyList<LineHead> Heads(
        IReadOnlyDictionary<string, object?> values, IReadOnlyList<Demonstration> shown) =>
        _byValue.Length == 0 ? _fixed : Distinct([.. _fixed, .. _ofPool, .. HeadsOf(values, shown)]);

    private void Note(TemplateLine line)
    {
        bool isBeginning = true;
        for (int i = 0; i < line.Parts.Count; i++)
        {
            TemplatePart part = line.Parts[i];
            if (isBeginning)
            {
                // What stands before may be empty.
                _beginning.UnionWith(part.Names);
            }

            if (i + 1 < line.Parts.Count)
            {
                _followed.UnionWith(part.Names);
            }

            isBeginning &= part.Kind != TemplatePartKind.Words || IsBlank(part);
        }
    }

    private static bool IsBlank(TemplatePart part) => LineHead.Seen(part.Text).Length == 0;

    private static int FirstWords(TemplateLine line) =>
        line.Parts.ToList().FindIndex(part => part.Kind == TemplatePartKind.Words && !IsBlank(part));

    private static LineHead[] Distinct(IEnumerable<LineHead> heads) => [.. heads.DistinctBy(head => head.Key)];

    private bool IsPayload(TemplatePart part) =>
        part.Kind == TemplatePartKind.Anything
        || (part.Kind == TemplatePartKind.Variable && _required.Contains(part.Text));

    private bool IsByValue(TemplateLine line)
    {
        int first = FirstWords(line);
        TemplatePart[] leading = Leading(line);
        return leading.Length > 0 && !leading.Any(IsPayload) && !line.Parts[first].Text.Any(char.IsLetter);
    }

    private static TemplatePart[] Leading(TemplateLine line) =>
        [.. line.Parts.Take(FirstWords(line)).Where(part => part.Kind != TemplatePartKind.Words)];

    private string[] Words(TemplateLine line) =>
    [
        .. line.Parts.Skip(FirstWords(line)).TakeWhile(part => !IsPayload(part))
            .Where(part => part.Kind == TemplatePartKind.Words && !IsBlank(part))
            .Select(part => LineHead.Seen(part.Text)),
    ];

    private LineHead Fixed(TemplateLine line) => new(Leading(line).Length > 0, Words(line));

    private IEnumerable<LineHead> HeadsOf(
        IReadOnlyDictionary<string, object?> values, IReadOnlyList<Demonstration> demonstrations)
    {
        foreach (TemplateLine line in _byValue)
        {
            TemplatePart[] leading = Leading(line);
            string[] words = Words(line);
            bool isOfDemonstration = leading.Any(part => part.Kind == TemplatePartKind.Field);
            Dictionary<string, object?>[] fields =
                isOfDemonstration ? [.. demonstrations.Select(each => each.ToVariables())] : [NoValues];
            foreach (Dictionary<string, object?> each in fields)
            {
                string before = string.Concat(leading.Select(part => LineHead.Seen(Printed(
                    (part.Kind == TemplatePartKind.Field ? each : values).GetValueOrDefault(part.Text)))));
                yield return new LineHead(IsAnywhere: false, [before + words[0], .. words[1..]]);
            }
        }
    }

    private static string Printed(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
