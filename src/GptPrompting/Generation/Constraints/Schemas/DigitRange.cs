using System.Globalization;

namespace GptPrompting.Generation.Constraints.Schemas;

/// <summary>Whole numbers from one to another, digit by digit.</summary>
internal static class DigitRange
{
    /// <param name="low">At least 0.</param>
    /// <param name="high">At least <paramref name="low"/>.</param>
    public static Pattern Of(long low, long high)
    {
        var ways = new List<Pattern>();
        long first = low;
        while (first <= high)
        {
            // The numbers of one length at a time.
            int length = Text(first).Length;
            long last = Math.Min(high, long.Parse(new string('9', length), CultureInfo.InvariantCulture));
            ways.Add(SameLength(Text(first), Text(last)));
            first = last + 1;
        }

        return new Pattern.Choice(ways);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Pattern SameLength(string low, string high)
    {
        if (low.All(digit => digit == '0') && high.All(digit => digit == '9'))
        {
            return new Pattern.Repeat(Digits('0', '9'), low.Length, low.Length);
        }

        (string restOfLow, string restOfHigh) = (low[1..], high[1..]);
        if (low[0] == high[0])
        {
            return Sequence(Digits(low[0], low[0]), SameLength(restOfLow, restOfHigh));
        }

        var ways = new List<Pattern>
        {
            Sequence(Digits(low[0], low[0]), SameLength(restOfLow, new string('9', restOfLow.Length))),
            Sequence(Digits(high[0], high[0]), SameLength(new string('0', restOfHigh.Length), restOfHigh)),
        };
        if (low[0] + 1 < high[0])
        {
            ways.Add(Sequence(
                Digits((char)(low[0] + 1), (char)(high[0] - 1)),
                new Pattern.Repeat(Digits('0', '9'), restOfLow.Length, restOfLow.Length)));
        }

        return new Pattern.Choice(ways);
    }

    private static Pattern.Sequence Sequence(params Pattern[] items) => new(items);

    private static Pattern.Characters Digits(char first, char last) => new(CharacterSet.Of((first, last)));
}
