using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace GptPrompting.Evaluation.Parity;

/// <summary>
/// JSON as Python's <c>json.dumps(value, indent=2, ensure_ascii=False)</c> writes what <c>json.loads</c> has read:
/// lm-evaluation-harness takes the hash of a document from that text.
/// </summary>
internal static class PythonJson
{
    private const int IndentSize = 2;

    /// <exception cref="InvalidOperationException">
    /// A string has half of a surrogate pair, which Python cannot encode either.
    /// </exception>
    public static string Text(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(text, value, depth);
                break;
            case JsonValueKind.Array:
                WriteAll(text, "[]", [.. value.EnumerateArray()], depth, item => Write(text, item, depth + 1));
                break;
            case JsonValueKind.String:
                WriteString(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetRawText()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonElement value, int depth)
    {
        // A name that comes twice keeps its first place and its last value, as in a Python dictionary.
        var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        WriteAll(text, "{}", [.. members], depth, member =>
        {
            WriteString(text, member.Key);
            text.Append(": ");
            Write(text, member.Value, depth + 1);
        });
    }

    private static void WriteAll<T>(StringBuilder text, string brackets, T[] items, int depth, Action<T> write)
    {
        if (items.Length == 0)
        {
            text.Append(brackets);
            return;
        }

        text.Append(brackets[0]);
        for (int i = 0; i < items.Length; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', IndentSize * (depth + 1));
            write(items[i]);
        }

        text.Append('\n').Append(' ', IndentSize * depth).Append(brackets[1]);
    }

    // Python reads a number with neither point nor exponent as a whole number of any size.
    private static string Number(string raw) => raw.AsSpan().IndexOfAny(".eE") < 0
        ? BigInteger.Parse(raw, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : PythonNumbers.Repr(double.Parse(raw, CultureInfo.InvariantCulture));

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\b' => @"\b",
                '\f' => @"\f",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        text.Append('"');
    }
}
