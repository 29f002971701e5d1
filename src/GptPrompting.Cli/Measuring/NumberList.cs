using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GptPrompting.Cli.Measuring;

/// <summary>An option whose value is whole numbers with commas between them, such as <c>0,1,4</c>.</summary>
internal sealed class NumberList : Option<IReadOnlyList<int>?>
{
    public NumberList(string name)
        : base(name)
    {
        HelpName = "numbers";
        CustomParser = Parse;
    }

    private int[]? Parse(ArgumentResult result)
    {
        var numbers = new List<int>();
        foreach (string part in result.Tokens[0].Value.Split(','))
        {
            if (!int.TryParse(part.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            {
                result.AddError($"{Name} is '{result.Tokens[0].Value}'; it must be numbers such as 0,1,4.");
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }
}
