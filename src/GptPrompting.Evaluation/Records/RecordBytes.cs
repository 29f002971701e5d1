using System.IO.Compression;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Records;

/// <summary>A file's bytes, unpacked where they begin as gzip does, whatever the file's name.</summary>
internal static class RecordBytes
{
    /// <exception cref="PromptFormatException">
    /// The file cannot be read or unpacked, or has more than <paramref name="most"/> bytes.
    /// </exception>
    public static byte[] Read(string path, int most)
    {
        byte[] content = TextFile.ReadBytes(path);
        try
        {
            return content is [0x1F, 0x8B, ..] ? Unpacked(content, path, most)
                : content.Length <= most ? content
                : throw TooLong(path, most);
        }
        catch (InvalidDataException exception)
        {
            throw new PromptFormatException(path, "cannot be unpacked: " + exception.Message, exception);
        }
    }

    // The reader takes the end of a file that was cut off for the end of its content. So a last part of its own is
    // packed behind the file, and only where the file is whole does that part come out.
    private static byte[] Unpacked(byte[] content, string path, int most)
    {
        byte[] end = "the whole file was read"u8.ToArray();
        try
        {
            byte[] unpacked = ReadAll([.. content, .. Packed(end)], path, most, end.Length);
            if (unpacked.AsSpan().EndsWith(end))
            {
                return unpacked[..^end.Length];
            }
        }
        catch (InvalidDataException)
        {
            // Alone it fails again where its own data is wrong; else it was the part behind it that did not fit.
            ReadAll(content, path, most, besides: 0);
        }

        throw new PromptFormatException(
            path,
            $"cannot be unpacked: the file ends in the middle of the compressed data, after {content.Length} bytes; it "
            + "was copied in part, so fetch it again");
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] ReadAll(byte[] packed, string path, int most, int besides)
    {
        using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var content = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            if (content.Length + count > (long)most + besides)
            {
                throw TooLong(path, most);
            }

            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }

    private static PromptFormatException TooLong(string path, int most) =>
        new(path, $"has more than {most} bytes, which is the limit");
}
