using System.Globalization;

namespace GptPrompting.Tokenization;

/// <summary>
/// Reads scores as huggingface/tokenizers does: the digits as one whole number, divided once by a power of ten.
/// </summary>
/// <remarks>
/// The last bit may differ from the nearest double. It decides between ways to write a text that are equally probable
/// but for rounding, as the orders of long and short pieces in a row of equal characters.
/// </remarks>
internal static class ScoreText
{
    // 10^308 is the greatest power that a double holds.
    private const int GreatestPower = 308;

    /// <param name="number">A number as JSON writes it.</param>
    public static double Parse(string number)
    {
        string[] parts = number.TrimStart('-').Split('e', 'E');
        string[] digits = parts[0].Split('.');
        bool isShort = int.TryParse(parts.Length == 1 ? "0" : parts[1], CultureInfo.InvariantCulture, out int exponent);
        string fraction = digits.Length == 1 ? "" : digits[1];
        if (!isShort || !ulong.TryParse(digits[0] + fraction, CultureInfo.InvariantCulture, out ulong significand)
            || Math.Abs((long)exponent - fraction.Length) > GreatestPower)
        {
            return double.Parse(number, CultureInfo.InvariantCulture);
        }

        exponent -= fraction.Length;
        double power = double.Parse($"1e{Math.Abs(exponent)}", CultureInfo.InvariantCulture);
        double value = exponent < 0 ? significand / power : significand * power;
        return number[0] == '-' ? -value : value;
    }
}
