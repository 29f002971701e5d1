namespace GptPrompting.Generation.Constraints.Schemas;

/// <summary>
/// Numbers: at most 15 digits before the point, which a double keeps, and 9 after it; no exponents.
/// </summary>
internal static class SchemaNumbers
{
    private const long Largest = 999_999_999_999_999;
    private const int FractionDigits = 9;

    private static readonly Pattern Digit = new Pattern.Characters(CharacterSet.Of(('0', '9')));

    private static readonly Pattern Fraction = new Pattern.Sequence(
        [Pattern.Text("."), new Pattern.Repeat(Digit, 1, FractionDigits)]);

    private static readonly Pattern ZeroFraction = new Pattern.Sequence(
        [Pattern.Text("."), new Pattern.Repeat(Pattern.Text("0"), 1, FractionDigits)]);

    private static readonly Pattern NonZeroFraction = new Pattern.Sequence(
    [
        Pattern.Text("."), new Pattern.Repeat(Pattern.Text("0"), 0, FractionDigits - 1),
        new Pattern.Characters(CharacterSet.Of(('1', '9'))), new Pattern.Repeat(Digit, 0, FractionDigits),
    ]);

    /// <exception cref="SchemaError">No number is within its bounds.</exception>
    public static Pattern Integer(SchemaNode schema)
    {
        long low = (long)Math.Ceiling(Math.Max(schema.Number("minimum") ?? -Largest, -Largest));
        long high = (long)Math.Floor(Math.Min(schema.Number("maximum") ?? Largest, Largest));
        if (schema.Number("exclusiveMinimum") is decimal above)
        {
            low = (long)Math.Max(low, Math.Floor(Math.Clamp(above, -Largest - 1, Largest)) + 1);
        }

        if (schema.Number("exclusiveMaximum") is decimal below)
        {
            high = (long)Math.Min(high, Math.Ceiling(Math.Clamp(below, -Largest, Largest + 1)) - 1);
        }

        if (low > high)
        {
            throw schema.Error("no whole number of up to 15 digits is within the bounds");
        }

        var ways = new List<Pattern>();
        if (low < 0)
        {
            Pattern magnitudes = DigitRange.Of(Math.Max(1, -high), -low);
            ways.Add(new Pattern.Sequence([Pattern.Text("-"), magnitudes]));
        }

        if (high >= 0)
        {
            ways.Add(DigitRange.Of(Math.Max(0, low), high));
        }

        return new Pattern.Choice(ways);
    }

    /// <exception cref="SchemaError">A bound is not whole, or no number is within the bounds.</exception>
    public static Pattern Number(SchemaNode schema)
    {
        (long low, bool isAbove) = Bound(schema, "minimum", "exclusiveMinimum") ?? (-Largest, false);
        (long high, bool isBelow) = Bound(schema, "maximum", "exclusiveMaximum") ?? (Largest, false);
        if (low > high || (low == high && (isAbove || isBelow)))
        {
            throw schema.Error("no number is within the bounds");
        }

        var ways = new List<Pattern>();
        if (low < 0)
        {
            // -0 is 0, so that it is left out only where 0 is.
            Pattern magnitudes = Magnitudes((Math.Max(0, -high), high <= 0 && isBelow), (-low, isAbove));
            ways.Add(new Pattern.Sequence([Pattern.Text("-"), magnitudes]));
        }

        if (high > 0 || (high == 0 && !isBelow))
        {
            ways.Add(Magnitudes((Math.Max(0, low), low >= 0 && isAbove), (high, isBelow)));
        }

        return new Pattern.Choice(ways);
    }

    private static (long Value, bool IsExclusive)? Bound(SchemaNode schema, string inclusive, string exclusive)
    {
        if (schema.Has(inclusive) && schema.Has(exclusive))
        {
            throw schema.Error($"'{inclusive}' beside '{exclusive}' is not supported for numbers");
        }

        bool isExclusive = schema.Has(exclusive);
        string keyword = isExclusive ? exclusive : inclusive;
        if (schema.Number(keyword) is not decimal bound)
        {
            return null;
        }

        return bound == decimal.Truncate(bound) && Math.Abs(bound) <= Largest
            ? ((long)bound, isExclusive)
            : throw schema.Get(keyword).Error("of numbers, only whole bounds of up to 15 digits are supported");
    }

    /// <summary>Numbers without a sign, from one to another.</summary>
    private static Pattern.Choice Magnitudes((long Value, bool IsExclusive) low, (long Value, bool IsExclusive) high)
    {
        var ways = new List<Pattern>();
        if (low.IsExclusive && low.Value < high.Value)
        {
            ways.Add(new Pattern.Sequence([DigitRange.Of(low.Value, low.Value), NonZeroFraction]));
        }

        long first = low.IsExclusive ? low.Value + 1 : low.Value;
        if (first < high.Value)
        {
            ways.Add(new Pattern.Sequence(
                [DigitRange.Of(first, high.Value - 1), new Pattern.Repeat(Fraction, 0, 1)]));
        }

        if (!high.IsExclusive)
        {
            ways.Add(new Pattern.Sequence(
                [DigitRange.Of(high.Value, high.Value), new Pattern.Repeat(ZeroFraction, 0, 1)]));
        }

        return new Pattern.Choice(ways);
    }
}
