using System.Collections;
using System.Text.RegularExpressions;
using Scriban.Runtime;

namespace Scriban.Functions;

public class RegexFunctions : ScriptObject
{
    public static string Escape(string pattern) => Regex.Escape(pattern);

    public static string Unescape(string pattern) => Regex.Unescape(pattern);

    /// <summary>The whole match and its groups; nothing where there is no match.</summary>
    public static ScriptArray Match(TemplateContext context, string text, string pattern, string? options = null)
    {
        Match match = Regex.Match(text, pattern, OptionsOf(options), context.RegexTimeOut);
        return match.Success ? GroupsOf(match) : [];
    }

    public static ScriptArray Matches(TemplateContext context, string text, string pattern, string? options = null) =>
        new(Regex.Matches(text, pattern, OptionsOf(options), context.RegexTimeOut).Select(GroupsOf));

    public static string Replace(
        TemplateContext context, string text, string pattern, string replace, string? options = null) =>
        Regex.Replace(text, pattern, replace, OptionsOf(options), context.RegexTimeOut);

    public static ScriptArray Split(TemplateContext context, string text, string pattern, string? options = null) =>
        new((IEnumerable)Regex.Split(text, pattern, OptionsOf(options), context.RegexTimeOut));

    private static ScriptArray GroupsOf(Match match) => new(match.Groups.Values.Select(group => group.Value));

    private static RegexOptions OptionsOf(string? options)
    {
        var result = RegexOptions.None;
        foreach (char option in options ?? string.Empty)
        {
            result |= option switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => RegexOptions.None,
            };
        }

        return result;
    }
}
