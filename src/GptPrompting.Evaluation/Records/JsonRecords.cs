using System.Text;
using System.Text.Json;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Records;

/// <summary>Records in JSON: one object a line, or a list of objects.</summary>
internal static class JsonRecords
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static IEnumerable<DataRecord> Lines(string path, byte[] content) => JsonLines.Parse(content, path)
        .Select((line, index) => new DataRecord(path, index, line.Number, line.Value));

    public static IEnumerable<DataRecord> List(string path, byte[] content)
    {
        JsonElement list = Parse(path, content);
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new PromptFormatException(path, 1, 1, $"a list of objects is expected, not {list.ValueKind}");
        }

        int[] lines = LinesOf(content, reader =>
            reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == 1);
        return list.EnumerateArray().Select((value, index) => value.ValueKind == JsonValueKind.Object
            ? new DataRecord(path, index, lines[index], value)
            : throw new PromptFormatException(path, $"item {index + 1} is to be an object, not {value.ValueKind}"));
    }

    /// <exception cref="PromptFormatException">The file is not UTF-8 or no JSON.</exception>
    public static JsonElement Parse(string path, byte[] content)
    {
        string text = TextRecords.Decode(path, content);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new PromptFormatException(path, "no samples");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            int line = (int)(exception.LineNumber ?? 0);
            byte[] bytes = Encoding.UTF8.GetBytes(text.Split('\n').ElementAtOrDefault(line) ?? "");
            int at = (int)Math.Min(exception.BytePositionInLine ?? 0, bytes.Length);
            int column = Encoding.UTF8.GetCharCount(bytes, 0, at) + 1;
            string problem = JsonLines.FirstSentence(exception.Message);
            throw new PromptFormatException(path, line + 1, column, problem, exception);
        }
    }

    /// <returns>The 1-based lines of the tokens that <paramref name="takes"/> answers with true.</returns>
    public static int[] LinesOf(byte[] content, TokenVisitor takes)
    {
        ReadOnlySpan<byte> json = content.AsSpan(TextRecords.MarkLength(content));
        var reader = new Utf8JsonReader(json);
        var lines = new List<int>();
        int line = 1;
        int counted = 0;
        while (reader.Read())
        {
            if (takes(reader))
            {
                int start = (int)reader.TokenStartIndex;
                line += json[counted..start].Count((byte)'\n');
                counted = start;
                lines.Add(line);
            }
        }

        return [.. lines];
    }

    /// <summary>Is called at each token in turn.</summary>
    public delegate bool TokenVisitor(Utf8JsonReader reader);
}
