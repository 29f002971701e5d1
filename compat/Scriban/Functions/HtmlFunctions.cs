using System.Net;
using System.Text.RegularExpressions;
using Scriban.Runtime;

namespace Scriban.Functions;

public class HtmlFunctions : ScriptObject
{
    private const string Markup =
        """<script.*?</script>|<!--.*?-->|<style.*?</style>|<(?:[^>=]|='[^']*'|="[^"]*"|=[^'"][^\s>]*)*>""";

    public static string? Escape(string? text) => WebUtility.HtmlEncode(text);

    public static string? NewlineToBr(string? text) =>
        text is null ? null : Regex.Replace(text, "\r\n|\r|\n", "<br />$0");

    public static string? Strip(TemplateContext context, string? text) => text is null
        ? null
        : Regex.Replace(
            text, Markup, string.Empty, RegexOptions.IgnoreCase | RegexOptions.Singleline, context.RegexTimeOut);

    public static string? UrlEncode(string? text) => text is null ? null : Uri.EscapeDataString(text);

    public static string? UrlEscape(string? text)
    {
#pragma warning disable SYSLIB0013 // The function is documented as this escaping of whole addresses.
        return text is null ? null : Uri.EscapeUriString(text);
#pragma warning restore SYSLIB0013
    }
}
