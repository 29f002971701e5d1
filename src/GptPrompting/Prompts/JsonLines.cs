using System.Text;
using System.Text.Json;

namespace GptPrompting.Prompts;

/// <summary>JSON Lines: one JSON object a line, UTF-8. Errors name file, line and column.</summary>
public static class JsonLines
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the objects of a file in their order. Empty lines are passed over.</summary>
    /// <exception cref="PromptFormatException">
    /// The file cannot be read, a line is not UTF-8, not JSON or not an object, or an object has a key twice. Thrown
    /// when the line is reached.
    /// </exception>
    public static IEnumerable<JsonLine> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ReadLines(path);
    }

    /// <summary>Reads the objects of a file's content; the path is for errors.</summary>
    internal static IEnumerable<JsonLine> Parse(byte[] bytes, string path)
    {
        ReadOnlyMemory<byte> rest = bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0);
        for (int number = 1; !rest.IsEmpty; number++)
        {
            int end = rest.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                yield return new JsonLine(path, number, Parse(line, path, number));
            }
        }
    }

    // Opens the file when the first line is asked for.
    private static IEnumerable<JsonLine> ReadLines(string path)
    {
        foreach (JsonLine line in Parse(TextFile.ReadBytes(path), path))
        {
            yield return line;
        }
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> line, string path, int number)
    {
        string text = TextFile.Decode(line.Span, path, number);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new PromptFormatException(
                    path, number, 1, $"an object is expected, not {document.RootElement.ValueKind}");
        }
        catch (JsonException exception)
        {
            int at = (int)Math.Min(exception.BytePositionInLine ?? 0, line.Length);
            int column = Encoding.UTF8.GetCharCount(line.Span[..at]) + 1;
            throw new PromptFormatException(path, number, column, FirstSentence(exception.Message), exception);
        }
    }

    /// <summary>
    /// The reader's message without its own line and byte numbers, which count from 0 and within the line.
    /// </summary>
    internal static string FirstSentence(string message)
    {
        int at = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return at < 0 ? message : message[..at];
    }
}
