using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GptPrompting.Cli;

/// <summary>
/// An option whose value is a number with a decimal point; a comma is an error, not a thousands separator.
/// </summary>
internal sealed class NumberOption : Option<double>
{
    public NumberOption(string name, params string[] aliases)
        : base(name, aliases)
    {
        HelpName = "number";
        CustomParser = Parse;
    }

    private double Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            result.AddError($"{Name} is '{text}'; it must be a number such as 0.8.");
        }

        return number;
    }
}
