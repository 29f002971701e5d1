using System.Globalization;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>Texts and numbers as pages shorten them.</summary>
internal static class PageText
{
    /// <summary>
    /// The beginning of what the model answered: the text that it wrote, or the choice that it found most probable;
    /// null for neither.
    /// </summary>
    public static string? Answer(SampleResult result, int length)
    {
        string? answer = result.Output ?? (result.Predicted is { } predicted && predicted < result.Choices.Count
            ? result.Choices[predicted].Text
            : null);
        return answer is null ? null : Cut(answer, length);
    }

    /// <summary>The beginning of a text, with a sign where something is left out.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        int end = length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return $"{text.AsSpan(0, end)}…";
    }

    /// <summary>Six significant digits, more than a page shows and half the room of all of them.</summary>
    public static double Short(double value) => double.IsFinite(value)
        ? double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : value;

    public static double? Short(double? value) => value is { } number ? Short(number) : null;
}
