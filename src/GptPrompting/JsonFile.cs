using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace GptPrompting;

/// <summary>Reads the JSON files of a model folder; what is wrong with one is reported with its place.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the file and hands its root, a JSON object, to <paramref name="read"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">
    /// Takes what it needs; a <see cref="FormatException"/> out of it is reported as a fault of the file.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">
    /// The file is not UTF-8, not JSON, no object, or was found wrong by the reader.
    /// </exception>
    public static T Read<T>(string path, Func<JsonElement, T> read)
    {
        using JsonDocument json = Parse(path);
        return json.RootElement.ValueKind == JsonValueKind.Object
            ? Interpret(path, () => read(json.RootElement))
            : throw new ModelFormatException(path, 1, 1, "this file must be a JSON object");
    }

    /// <summary>Runs what makes sense of a file's content; what it finds wrong is a fault of the file.</summary>
    /// <exception cref="ModelFormatException"><paramref name="read"/> has thrown another format exception.</exception>
    public static T Interpret<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e) when (e is not ModelFormatException)
        {
            throw new ModelFormatException(path, e.Message, e);
        }
        catch (InvalidOperationException e)
            when (e.TargetSite?.DeclaringType?.Namespace == typeof(JsonElement).Namespace)
        {
            // JsonElement has no other error for a string that UTF-16 cannot hold.
            throw new ModelFormatException(path, "a string has an escape for half a surrogate pair", e);
        }
    }

    private static JsonDocument Parse(string path)
    {
        byte[] bytes = ReadUtf8(path);
        try
        {
            return JsonDocument.Parse(bytes, Options);
        }
        catch (JsonException e)
        {
            int line = (int)(e.LineNumber ?? 0);
            int start = LineStart(bytes, line);
            int column = Column(bytes, start, start + (int)(e.BytePositionInLine ?? 0));
            throw new ModelFormatException(path, line + 1, column, $"this is not JSON: {WithoutPlace(e.Message)}", e);
        }
        catch (InvalidOperationException e)
            when (e.TargetSite?.DeclaringType?.Namespace == typeof(JsonElement).Namespace)
        {
            // Names of members are compared, and one is no text.
            throw new ModelFormatException(path, "a string has an escape for half a surrogate pair", e);
        }
    }

    /// <returns>The bytes of a file that is UTF-8, without a byte order mark.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">
    /// The file is not UTF-8, and the message says where; or a pointer of Git LFS.
    /// </exception>
    public static byte[] ReadUtf8(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.", path);
        }

        byte[] bytes = File.ReadAllBytes(path);
        LfsPointer.Refuse(path, bytes);
        if (!Utf8.IsValid(bytes))
        {
            int fault = FirstFault(bytes);
            int line = bytes.AsSpan(0, fault).Count((byte)'\n');
            int column = Column(bytes, LineStart(bytes, line), fault);
            throw new ModelFormatException(path, line + 1, column, $"the byte 0x{bytes[fault]:X2} is not UTF-8 here");
        }

        return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
    }

    private static int FirstFault(ReadOnlySpan<byte> bytes)
    {
        int index = 0;
        while (Rune.DecodeFromUtf8(bytes[index..], out _, out int length) == OperationStatus.Done)
        {
            index += length;
        }

        return index;
    }

    private static int LineStart(ReadOnlySpan<byte> bytes, int line)
    {
        int start = 0;
        for (; line > 0; line--)
        {
            start += bytes[start..].IndexOf((byte)'\n') + 1;
        }

        return start;
    }

    private static int Column(byte[] bytes, int lineStart, int index) =>
        Encoding.UTF8.GetCharCount(bytes, lineStart, Math.Min(index, bytes.Length) - lineStart) + 1;

    // The parser repeats its own, zero-based place at the end of its message.
    private static string WithoutPlace(string message) =>
        message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var end and >= 0 ? message[..end] : message;
}
