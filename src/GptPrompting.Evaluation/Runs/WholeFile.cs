using System.Text;

namespace GptPrompting.Evaluation.Runs;

/// <summary>Files that at any moment are there wholly or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a text in UTF-8 in place of what the file had.</summary>
    /// <exception cref="IOException">It cannot be written; the file is as it was.</exception>
    public static void Write(string path, string text) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes what <paramref name="write"/> writes in place of what the file had.</summary>
    /// <exception cref="IOException">It cannot be written; the file is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string draft = path + ".part";
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }
}
