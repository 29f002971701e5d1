using System.Globalization;
using System.Runtime.InteropServices;

namespace GptPrompting.Models;

/// <summary>
/// Moves memory to pages of 2 MiB, where Linux leaves that to programs. A token reads every weight, and much of its
/// time goes to finding pages of 4 KiB.
/// </summary>
/// <remarks>
/// Moving changes nothing but where memory lies. So it does not matter that other threads of the process may have taken
/// some of it, or have given it back before its turn comes.
/// </remarks>
internal sealed class LargePages
{
    /// <summary>Bytes.</summary>
    public const long Size = 2L << 20;

    private const string Maps = "/proc/self/maps";

    // Less is not worth a thread.
    private const long Least = 4L << 20;

    // MADV_COLLAPSE, since Linux 6.1. Older kernels refuse it, and everything stays where it is.
    private const int Collapse = 25;

    private readonly List<(long Start, long End)> _before = Mapped();

    private LargePages()
    {
    }

    /// <summary>Remembers what memory is in use; null where the system cannot be asked for such pages.</summary>
    public static LargePages? Watch() => OperatingSystem.IsLinux() && File.Exists(Maps) ? new LargePages() : null;

    /// <summary>Moves what came into use since, on a thread of its own.</summary>
    /// <param name="wait">
    /// How long the thread waits before it begins: it costs about 2 ms a page, and a program that asks for one short
    /// text has ended by then.
    /// </param>
    /// <returns>The thread; null where hardly any memory came.</returns>
    public Thread? MoveNew(TimeSpan wait)
    {
        List<(long Start, long End)> pages = NewPages(_before, Mapped());
        if (pages.Sum(range => range.End - range.Start) < Least)
        {
            return null;
        }

        var thread = new Thread(() => MoveLater(pages, wait)) { IsBackground = true, Name = "GptPrompting pages" };
        thread.Start();
        return thread;
    }

    /// <summary>The whole pages in <paramref name="after"/> alone.</summary>
    /// <param name="before">Ranges of addresses in order, none of which overlap.</param>
    /// <param name="after">The same.</param>
    public static List<(long Start, long End)> NewPages(
        IReadOnlyList<(long Start, long End)> before, IReadOnlyList<(long Start, long End)> after)
    {
        var pages = new List<(long, long)>();
        int at = 0;
        foreach ((long start, long end) in after)
        {
            while (at < before.Count && before[at].End <= start)
            {
                at++;
            }

            long next = start;
            for (int i = at; i < before.Count && before[i].Start < end; i++)
            {
                AddPages(next, before[i].Start);
                next = before[i].End;
            }

            AddPages(next, end);
        }

        return pages;

        void AddPages(long start, long end)
        {
            (start, end) = ((start + Size - 1) / Size * Size, end / Size * Size);
            if (start < end)
            {
                pages.Add((start, end));
            }
        }
    }

    /// <summary>Moves all whole pages of a range, as far as the system can.</summary>
    /// <param name="start">An address.</param>
    /// <param name="end">The address behind the last byte.</param>
    public static void Move(long start, long end)
    {
        try
        {
            foreach ((long first, long last) in NewPages([], [(start, end)]))
            {
                // What cannot be moved, or is gone, is no error: it stays as it was.
                _ = Advise((nint)first, (nint)(last - first), Collapse);
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without madvise: everything stays as it was.
        }
    }

    private static void MoveLater(List<(long Start, long End)> pages, TimeSpan wait)
    {
        Thread.Sleep(wait);
        pages.ForEach(range => Move(range.Start, range.End));
    }

    // Private memory of no file: "7f00a000-7f00f000 rw-p 00000000 00:00 0", and the same with [heap] behind it.
    private static List<(long Start, long End)> Mapped()
    {
        var ranges = new List<(long, long)>();
        foreach (string line in File.ReadLines(Maps))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [_, "rw-p", _, _, "0"] or [_, "rw-p", _, _, "0", "[heap]"])
            {
                string[] range = words[0].Split('-');
                ranges.Add((Address(range[0]), Address(range[1])));
            }
        }

        return ranges;
    }

    private static long Address(string text) =>
        long.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nint address, nint length, int advice);
}
