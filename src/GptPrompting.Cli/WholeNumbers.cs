using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GptPrompting.Cli;

/// <summary>Whole numbers as options take them: a value that is none is refused as other wrong values are.</summary>
internal static class WholeNumbers
{
    /// <summary>Lets the options of a command, and of those below it, say what is wrong with a value.</summary>
    public static void Explain(Command command)
    {
        foreach (Option option in command.Options)
        {
            switch (option)
            {
                case Option<int> one:
                    one.CustomParser ??= result => Parse(result)[0];
                    break;
                case Option<int?> one:
                    one.CustomParser ??= result => Parse(result)[0];
                    break;
                case Option<int[]> several:
                    several.CustomParser ??= Parse;
                    break;
            }
        }

        foreach (Command inner in command.Subcommands)
        {
            Explain(inner);
        }
    }

    private static int[] Parse(ArgumentResult result) => [.. result.Tokens.Select(token => Parse(result, token.Value))];

    private static int Parse(ArgumentResult result, string text)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            string name = (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
            result.AddError($"{name} is '{text}'; it must be a whole number from {int.MinValue} to {int.MaxValue}.");
        }

        return number;
    }
}
