using System.CommandLine;

namespace GptPrompting.Cli;

/// <summary>An option whose value is a number with a decimal point.</summary>
internal sealed class NumberOption : Option<double>
{
    public NumberOption(string name, params string[] aliases)
        : base(name, aliases)
    {
        HelpName = "number";
    }
}
