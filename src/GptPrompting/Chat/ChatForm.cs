using System.Text.RegularExpressions;
using GptPrompting.Prompts;

namespace GptPrompting.Chat;

/// <summary>
/// What a template's own words tell of it, found by rendering a few chats: what opens a turn, what ends an answer, and
/// which white space stands around one.
/// </summary>
internal sealed partial class ChatForm
{
    private static readonly ChatTurn s_user = new(ChatTurnRole.User, "");
    private static readonly ChatTurn s_assistant = new(ChatTurnRole.Assistant, "");
    private static readonly ChatTurn s_system = new(ChatTurnRole.System, "");

    /// <summary>Chats that show what a template may write; it need not take those with system texts.</summary>
    private static readonly ChatTurn[][] s_optional =
    [
        [s_system, s_user, s_assistant, s_user, s_assistant, s_user],
        [s_system, s_system, s_user],
        [s_user, s_system, s_user],
        [s_system, s_assistant, s_user],
    ];

    private ChatForm(RoleMarkers markers, string[] tokens, ChatPromptPart[] first, ChatPromptPart[] next)
    {
        Markers = markers;
        StopTokens = tokens;
        StopSequences = [.. markers.StopSequences];

        // Both are: template, user, template; then there is an answer, or there is to be one.
        (string before, string asked) = (next[2].Text, first[2].Text);
        AnswerPrefix = before.StartsWith(asked, StringComparison.Ordinal) ? Blank(before[asked.Length..]) : "";
        AnswerSuffix = next[4].Text[..^next[4].Text.TrimStart().Length];
    }

    internal RoleMarkers Markers { get; }

    internal IReadOnlyList<string> StopTokens { get; }

    internal IReadOnlyList<string> StopSequences { get; }

    internal string AnswerPrefix { get; }

    internal string AnswerSuffix { get; }

    internal bool AddsSpecialTokens { get; init; }

    /// <param name="render">Renders a chat: every second part, from the second on, is a message.</param>
    /// <param name="tokens">Texts that are tokens of their own.</param>
    /// <param name="addsSpecialTokens">Whether a tokenizer adds what the template does not write.</param>
    internal static ChatForm Of(
        Func<ChatTurn[], ChatPromptPart[]> render, ChatTokens tokens, bool addsSpecialTokens)
    {
        ChatPromptPart[] first = render([s_user]);
        ChatPromptPart[] next = render([s_user, s_assistant, s_user]);
        string[] special = [.. tokens.Special.OrderByDescending(each => each.Length)];
        var found = new Findings(special);
        ChatPromptPart[][] chats = [first, next, .. s_optional.Select(TryRender)];
        Array.ForEach(chats, found.Add);

        var markers = new RoleMarkers(found.Anywhere, found.LineStarts);
        return new ChatForm(markers, [.. found.Tokens], first, next) { AddsSpecialTokens = addsSpecialTokens };

        ChatPromptPart[] TryRender(ChatTurn[] turns)
        {
            try
            {
                return render(turns);
            }
            catch (Exception e) when (e is ArgumentException or PromptFormatException)
            {
                return [];
            }
        }
    }

    private static string Blank(string text) => string.IsNullOrWhiteSpace(text) ? text : "";

    /// <summary>What opens turns in some prompts.</summary>
    private sealed partial class Findings(string[] special)
    {
        internal SortedSet<string> Anywhere { get; } = new(StringComparer.Ordinal);

        internal SortedSet<string> LineStarts { get; } = new(StringComparer.Ordinal);

        internal SortedSet<string> Tokens { get; } = new(StringComparer.Ordinal);

        internal void Add(ChatPromptPart[] parts)
        {
            for (int i = 0; i < parts.Length; i += 2)
            {
                foreach ((int line, string text) in parts[i].Text.Split('\n').Index())
                {
                    AddLine(text.Trim(), beginsLine: line > 0 || i == 0);
                }
            }
        }

        // Beside a special token or a word in brackets, other words are no way to open a turn.
        private void AddLine(string line, bool beginsLine)
        {
            string rest = line;
            foreach (string token in special.Where(each => rest.Contains(each, StringComparison.Ordinal)))
            {
                Tokens.Add(token);
                rest = rest.Replace(token, " ", StringComparison.Ordinal);
            }

            string[] brackets = [.. Brackets().Matches(rest).Select(match => match.Value)];
            Anywhere.UnionWith(brackets);
            if (line.Length > 0 && rest == line && brackets.Length == 0)
            {
                (beginsLine && char.IsLetterOrDigit(line[0]) ? LineStarts : Anywhere).Add(line);
            }
        }

        [GeneratedRegex(@"[<\[{(]\S+?[>\]})]+", RegexOptions.CultureInvariant, 1000)]
        private static partial Regex Brackets();
    }
}
