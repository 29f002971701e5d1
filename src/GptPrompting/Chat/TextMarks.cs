using System.Globalization;
using System.Text.RegularExpressions;

namespace GptPrompting.Chat;

/// <summary>
/// What a template sees instead of the texts of messages, so that no text passes through the template engine and every
/// character of the result is known to be the template's or a message's.
/// </summary>
internal static partial class TextMarks
{
    // Private use: no template has a reason to write them.
    private const char Open = '\uE000';
    private const char Close = '\uE001';

    /// <summary>Spaces and letters of both cases: what strips or changes a text does it to a mark as well.</summary>
    internal static string Text(int index) => Of(index, 't');

    /// <summary>Stands for the text without white space at its ends.</summary>
    internal static string Trimmed(int index) => Of(index, 's');

    internal static bool AreIn(string text) => text.AsSpan().IndexOfAny(Open, Close) >= 0;

    /// <returns>
    /// What stands between the marks, and with each but the last the mark after it: the index of a message and whether
    /// its text is trimmed.
    /// </returns>
    internal static IEnumerable<(string Before, int Index, bool IsTrimmed)> Split(string rendered)
    {
        int from = 0;
        foreach (Match mark in Mark().Matches(rendered))
        {
            int index = int.Parse(mark.Groups["index"].ValueSpan, CultureInfo.InvariantCulture);
            yield return (rendered[from..mark.Index], index, mark.Groups["kind"].Value == "s");
            from = mark.Index + mark.Length;
        }

        yield return (rendered[from..], -1, false);
    }

    private static string Of(int index, char kind) =>
        string.Create(CultureInfo.InvariantCulture, $" {Open}aB{index}{kind}{Close} ");

    [GeneratedRegex(
        " \uE000aB(?<index>[0-9]{1,9})(?<kind>[ts])\uE001 ",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Mark();
}
