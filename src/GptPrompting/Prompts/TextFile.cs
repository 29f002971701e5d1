using System.Text;

namespace GptPrompting.Prompts;

/// <summary>
/// Text files as UTF-8, where a wrong byte is an error with its place and never a replacement character.
/// </summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Most bytes of a file that people write, such as a prompt: a template has at most a quarter of that.
    /// </summary>
    internal const long WrittenLimit = 4L << 20;

    /// <summary>Reads a file that people write.</summary>
    /// <exception cref="PromptFormatException">
    /// The file cannot be read, has more bytes than <see cref="WrittenLimit"/>, or is not UTF-8.
    /// </exception>
    internal static string ReadWritten(string path)
    {
        var file = new FileInfo(path);
        return !file.Exists || file.Length <= WrittenLimit
            ? Read(path)
            : throw new PromptFormatException(
                path, $"the file has {file.Length} bytes; the limit is {WrittenLimit}");
    }

    /// <summary>Reads a file; a byte order mark is dropped.</summary>
    /// <exception cref="PromptFormatException">The file cannot be read or is not UTF-8.</exception>
    internal static string Read(string path)
    {
        ReadOnlySpan<byte> bytes = ReadBytes(path);
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        return Decode(bytes.StartsWith(mark) ? bytes[mark.Length..] : bytes, path, firstLine: 1);
    }

    internal static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PromptFormatException(path, "cannot be read: " + exception.Message, exception);
        }
    }

    internal static string Decode(ReadOnlySpan<byte> bytes, string path, int firstLine)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            ReadOnlySpan<byte> good = bytes[..ValidLength(bytes)];
            int line = firstLine + good.Count((byte)'\n');
            int column = Strict.GetCharCount(good[(good.LastIndexOf((byte)'\n') + 1)..]) + 1;
            string error = $"byte 0x{bytes[good.Length]:X2} is not UTF-8";
            throw new PromptFormatException(path, line, column, error, exception);
        }
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        int length = 0;
        while (Rune.DecodeFromUtf8(bytes[length..], out _, out int consumed) == System.Buffers.OperationStatus.Done)
        {
            length += consumed;
        }

        return length;
    }
}
