using System.Globalization;

namespace GptPrompting.Evaluation.Parity;

/// <summary>
/// Arithmetic and number texts as Python has them, for figures that are compared with lm-evaluation-harness bit by bit.
/// </summary>
internal static class PythonNumbers
{
    /// <summary>
    /// Python's <c>sum(values)</c>: from left to right, each addition rounded. Python 3.12 began to carry the rounding
    /// error along for plain floats; the plain sum is what 3.10 and 3.11 give for all, and every version for NumPy's
    /// floats, and lm-evaluation-harness runs on all of these. Where a sum is exact, as of zeros and ones, they agree.
    /// </summary>
    public static double Sum(IReadOnlyList<double> values)
    {
        double sum = 0;
        for (int i = 0; i < values.Count; i++)
        {
            sum += values[i];
        }

        return sum;
    }

    /// <summary>
    /// Python's <c>value ** 2</c>, which is C's <c>pow</c>: in about one case of a thousand it is not the rounded
    /// product.
    /// </summary>
    public static double Square(double value) => Math.Pow(value, 2);

    /// <summary>
    /// Python's <c>repr</c> of a float, such as <c>1.0</c>, <c>1e-05</c>, <c>1e+16</c>; what is no number as
    /// <c>json.dumps</c> has it.
    /// </summary>
    public static string Repr(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        (string digits, int exponent) = Digits(Math.Abs(value));
        return (double.IsNegative(value) ? "-" : "")
            + (exponent is < -4 or >= 16 ? Scientific(digits, exponent) : Positional(digits, exponent));
    }

    // The shortest digits that read back as the same number, the first of them worth 10^exponent.
    private static (string Digits, int Exponent) Digits(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        string[] parts = text.Split('E');
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        string all = parts[0].Replace(".", "", StringComparison.Ordinal);
        string digits = all.TrimStart('0');
        int exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        exponent += (point < 0 ? all.Length : point) - 1 - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        return digits.Length == 0 ? ("0", 0) : (digits, exponent);
    }

    private static string Scientific(string digits, int exponent)
    {
        string fraction = digits.Length > 1 ? "." + digits[1..] : "";
        string power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{power}";
    }

    private static string Positional(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        int whole = exponent + 1;
        return digits.Length > whole
            ? $"{digits[..whole]}.{digits[whole..]}"
            : digits.PadRight(whole, '0') + ".0";
    }
}
