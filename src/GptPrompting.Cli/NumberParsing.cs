using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GptPrompting.Cli;

/// <summary>Numbers as options take them: a value that is none is refused as other wrong values are.</summary>
internal static class NumberParsing
{
    /// <summary>Lets the options of a command, and of those below it, say what is wrong with a value.</summary>
    public static void Explain(Command command)
    {
        foreach (Option option in command.Options)
        {
            switch (option)
            {
                case Option<int> one:
                    one.CustomParser ??= result => Whole(result)[0];
                    break;
                case Option<int?> one:
                    one.CustomParser ??= result => Whole(result)[0];
                    break;
                case Option<int[]> several:
                    several.CustomParser ??= Whole;
                    break;
                case Option<double> one:
                    one.CustomParser ??= Decimal;
                    break;
                case Option<double?> one:
                    one.CustomParser ??= result => Decimal(result);
                    break;
            }
        }

        foreach (Command inner in command.Subcommands)
        {
            Explain(inner);
        }
    }

    private static int[] Whole(ArgumentResult result) => [.. result.Tokens.Select(token => Whole(result, token.Value))];

    private static int Whole(ArgumentResult result, string text)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            Refuse(result, text, $"a whole number from {int.MinValue} to {int.MaxValue}");
        }

        return number;
    }

    /// <summary>With a decimal point; a comma is an error, not a thousands separator.</summary>
    private static double Decimal(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            Refuse(result, text, "a number such as 0.8");
        }

        return number;
    }

    private static void Refuse(ArgumentResult result, string text, string expected)
    {
        string name = (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
        result.AddError($"{name} is '{text}'; it must be {expected}.");
    }
}
