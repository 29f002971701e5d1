using System.Globalization;
using System.Text;

namespace Scriban.Syntax;

public class ScriptLiteral : ScriptExpression
{
    internal ScriptLiteral()
    {
    }

    public object? Value { get; internal set; }

    internal char Quote { get; set; } = '"';

    internal override (string Name, string Example) Syntax => ("literal", "<value>");

    internal override IEnumerable<ScriptNode?> Parts => [];

    public override object? Evaluate(TemplateContext context) => Value;

    public override string ToString() => Value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => Quote + (Quote == '`' ? text.Replace("`", "``") : Escaped(text)) + Quote,
        double number => WithPoint(number.ToString("R", CultureInfo.InvariantCulture)),
        float number => WithPoint(number.ToString("R", CultureInfo.InvariantCulture)) + "f",
        decimal number => WithPoint(number.ToString(CultureInfo.InvariantCulture)) + "m",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Value}"),
    };

    private static string WithPoint(string number) => number.AsSpan().IndexOfAny("eE.NI") >= 0 ? number : number + ".0";

    private string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '\\' => @"\\",
                '\0' => @"\0",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                _ when c == Quote => @"\" + c,
                _ when char.IsControl(c) => $@"\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
