using System.Text;
using System.Text.Json;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Results;

/// <summary>
/// The lines of a run's <c>samples.jsonl</c>: one <see cref="SampleResult"/> each, with snake_case names.
/// </summary>
/// <remarks>
/// A result that is written and read again is the same to the last bit. A number that is none (NaN) is null, and an
/// infinite one is <c>"Infinity"</c> or <c>"-Infinity"</c>. Names unknown here are passed over: a newer version may
/// have written them.
/// </remarks>
public static class SampleLines
{
    /// <summary>A result as one line of JSON, without the line break.</summary>
    public static string Write(SampleResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JsonSerializer.Serialize(result, ResultJson.Line);
    }

    /// <summary>Reads the results of a file in their order, one line at a time. Empty lines are passed over.</summary>
    /// <exception cref="PromptFormatException">
    /// The file cannot be read, or a line is no result. Thrown when the line is reached.
    /// </exception>
    public static IEnumerable<SampleResult> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ReadLines(path);
    }

    /// <summary>Opens such a file for reading, while whoever measures may go on writing behind what is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bufferSize">Bytes that are read ahead; 0 for one line out of many.</param>
    /// <exception cref="PromptFormatException">The file cannot be read.</exception>
    internal static FileStream Open(string path, int bufferSize = 1 << 16)
    {
        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PromptFormatException(path, exception.Message, exception);
        }
    }

    /// <summary>The result of a line; the path and the 1-based number are for errors.</summary>
    /// <exception cref="PromptFormatException">The line is no result.</exception>
    internal static SampleResult Parse(ReadOnlyMemory<byte> line, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<SampleResult>(line.Span, ResultJson.Line)
                ?? throw new PromptFormatException(path, number, 1, "a result is expected, not null");
        }
        catch (JsonException exception)
        {
            int at = (int)Math.Min(exception.BytePositionInLine ?? 0, line.Length);
            int column = Encoding.UTF8.GetCharCount(line.Span[..at]) + 1;
            throw new PromptFormatException(path, number, column, $"this is no result: {exception.Message}", exception);
        }
    }

    private static IEnumerable<SampleResult> ReadLines(string path)
    {
        using var reader = new StreamReader(Open(path));
        for (int number = 1; Next(reader, path) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(Encoding.UTF8.GetBytes(line), path, number);
            }
        }
    }

    private static string? Next(StreamReader reader, string path)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (IOException exception)
        {
            throw new PromptFormatException(path, exception.Message, exception);
        }
    }
}
