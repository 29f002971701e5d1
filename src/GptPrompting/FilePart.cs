using Microsoft.Win32.SafeHandles;

namespace GptPrompting;

/// <summary>Reads parts of files that may change meanwhile.</summary>
internal static class FilePart
{
    /// <summary>Fills <paramref name="target"/> with the bytes from <paramref name="offset"/> on.</summary>
    /// <exception cref="IOException">The file cannot be read, or is shorter.</exception>
    public static void Read(SafeFileHandle file, string path, long offset, Span<byte> target)
    {
        for (int done = 0; done < target.Length;)
        {
            int count = RandomAccess.Read(file, target[done..], offset + done);
            done += count > 0 ? count : throw new EndOfStreamException($"{path} became shorter meanwhile.");
        }
    }
}
