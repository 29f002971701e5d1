using System.Globalization;

namespace GptPrompting.Cli;

/// <summary>Numbers of things in words.</summary>
internal static class Counted
{
    public static string Of(int count, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
