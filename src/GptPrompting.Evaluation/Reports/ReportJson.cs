using System.Text.Json;
using GptPrompting.Evaluation.Results;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Reports;

/// <summary>
/// A report as JSON, <c>results.json</c>: the properties of <see cref="EvaluationReport"/> in snake_case. The same
/// report gives the same bytes, and is the same when it is read again.
/// </summary>
public static class ReportJson
{
    /// <summary>The report as indented JSON that ends with a line break.</summary>
    public static string Write(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonSerializer.Serialize(report, ResultJson.Indented) + "\n";
    }

    /// <summary>Reads a report that <see cref="Write"/> has written.</summary>
    /// <exception cref="PromptFormatException">The file cannot be read or is no report.</exception>
    public static EvaluationReport Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return JsonSerializer.Deserialize<EvaluationReport>(File.ReadAllText(path), ResultJson.Indented)
                ?? throw new PromptFormatException(path, "a report is expected, not null");
        }
        catch (JsonException exception)
        {
            (int line, int column) = ((int)(exception.LineNumber ?? 0), (int)(exception.BytePositionInLine ?? 0));
            throw new PromptFormatException(
                path, line + 1, column + 1, $"this is no report: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PromptFormatException(path, exception.Message, exception);
        }
    }
}
