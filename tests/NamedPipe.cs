using System.Formats.Tar;

namespace GptPrompting.Tests;

/// <summary>Files that wait for somebody at the other end, for tests of what must not wait with them.</summary>
internal static class NamedPipe
{
    /// <summary>Makes one in the place of any file; not on Windows.</summary>
    public static void Create(string path)
    {
        // Of the class library, only archives can make one.
        var entry = new PaxTarEntry(TarEntryType.Fifo, Path.GetFileName(path));
        entry.ExtractToFile(path, overwrite: true);
    }
}
