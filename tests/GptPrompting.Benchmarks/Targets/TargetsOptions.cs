using System.Globalization;
using GptPrompting.Benchmarks.Measuring;

namespace GptPrompting.Benchmarks.Targets;

/// <summary>What was asked for on the command line.</summary>
internal sealed record TargetsOptions(Plan Plan, bool IsShort, bool HasRivals)
{
    public const string Usage =
        """
        targets                    measures every target, in less than 20 minutes
          --short                  a first look, in less than 3 minutes
          --threads N              threads of every system; default 1
          --rounds N               rounds of generating, however long they take; default 7, short 2
          --without-rivals         fetches and measures nothing from npm
        """;

    /// <returns>Null where the arguments are wrong.</returns>
    public static TargetsOptions? Parse(ReadOnlySpan<string> arguments)
    {
        bool isShort = arguments.Contains("--short");
        var options = new TargetsOptions(isShort ? Plan.Short : Plan.Whole, isShort, HasRivals: true);
        for (int i = 0; i < arguments.Length; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--short":
                    break;
                case "--without-rivals":
                    options = options with { HasRivals = false };
                    break;
                case "--threads" when Number(value) is int threads:
                    options = options with { Plan = options.Plan with { Threads = threads } };
                    i++;
                    break;
                case "--rounds" when Number(value) is int rounds:
                    options = options with { Plan = options.Plan with { Rounds = Unhurried(rounds) } };
                    i++;
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private static Rounds Unhurried(int count) => new(count, TimeSpan.MaxValue);

    private static int? Number(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : null;
}
