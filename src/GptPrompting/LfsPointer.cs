namespace GptPrompting;

/// <summary>What Git leaves in the place of a large file where its extension LFS did not fetch that.</summary>
internal static class LfsPointer
{
    // As the extension's specification has the first line.
    private static ReadOnlySpan<byte> Beginning => "version https://git-lfs.github.com/spec/"u8;

    /// <param name="path">The file.</param>
    /// <param name="content">What it holds, or begins with.</param>
    /// <exception cref="ModelFormatException">It is a pointer; the message says what to do.</exception>
    public static void Refuse(string path, ReadOnlySpan<byte> content)
    {
        if (content.StartsWith(Beginning))
        {
            throw new ModelFormatException(
                path, "this is a pointer of Git LFS, not the file itself; `git lfs pull` in its folder fetches that");
        }
    }

    /// <param name="path">The file.</param>
    /// <param name="stream">Its content, which is read from where it stands and set back.</param>
    /// <inheritdoc cref="Refuse(string, ReadOnlySpan{byte})" path="/exception"/>
    public static void Refuse(string path, Stream stream)
    {
        Span<byte> start = stackalloc byte[Beginning.Length];
        long position = stream.Position;
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = position;
        Refuse(path, start[..count]);
    }
}
