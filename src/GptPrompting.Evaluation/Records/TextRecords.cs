using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Records;

/// <summary>Records in plain text: the whole of it, or its lines.</summary>
internal static class TextRecords
{
    public static IEnumerable<DataRecord> Whole(string path, byte[] content)
    {
        string text = Decode(path, content);
        return text.Length == 0 ? [] : [new DataRecord(path, 0, 1, Object([("text", text)]))];
    }

    public static IEnumerable<DataRecord> Lines(RecordSource source, byte[] content)
    {
        string[] names = source.Pattern is null ? [] : GroupNames(source.Pattern);
        int index = 0;
        int number = 0;
        foreach (string ended in Decode(source.Path, content).Split('\n'))
        {
            number++;
            string line = ended.EndsWith('\r') ? ended[..^1] : ended;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return new DataRecord(source.Path, index++, number, Fields(source, names, line, number));
            }
        }
    }

    /// <summary>The bytes as text, without a byte order mark.</summary>
    /// <exception cref="PromptFormatException">They are not UTF-8.</exception>
    public static string Decode(string path, byte[] content) =>
        TextFile.Decode(content.AsSpan(MarkLength(content)), path, firstLine: 1);

    public static int MarkLength(byte[] content) => content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;

    /// <summary>Fields of text as a JSON object, in their order.</summary>
    public static JsonElement Object(IEnumerable<(string Name, string Value)> fields)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach ((string name, string value) in fields)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }

    private static string[] GroupNames(Regex pattern)
    {
        string[] names = [.. pattern.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0]))];
        return names.Length > 0
            ? names
            : throw new ArgumentException($"The pattern {pattern} has no named group, so there would be no fields.");
    }

    private static JsonElement Fields(RecordSource source, string[] names, string line, int number)
    {
        if (source.Pattern is null)
        {
            return Object([("text", line)]);
        }

        Match match = source.Pattern.Match(line);
        return match.Success
            ? Object(names.Where(name => match.Groups[name].Success).Select(name => (name, match.Groups[name].Value)))
            : throw new PromptFormatException(source.Path, number, 1, $"the line does not match {source.Pattern}");
    }
}
