using System.Globalization;
using System.Runtime.InteropServices;
using GptPrompting.Models;

namespace GptPrompting.Tests.Models;

// Memory that another test gives back in between, and that then comes here, is not new.
[Collection(nameof(LargePagesTests))]
public class LargePagesTests
{
    private const long Page = LargePages.Size;
    private const int Pages = 16;

    // The kernel may be short of large pages for a while, and the runtime's own threads give memory back too.
    private const int Attempts = 8;

    private static readonly TimeSpan NoWait = TimeSpan.Zero;

    // In pages; halves are rounded inwards.
    [Theory]
    [InlineData("", "2-4", "2-4")]
    [InlineData("", "1.5-4.5 6-7", "2-4 6-7")]
    [InlineData("2-4", "2-4", "")]
    [InlineData("2-4", "1-6", "1-2 4-6")]
    [InlineData("1-2 3-4 5-6", "0-9", "0-1 2-3 4-5 6-9")]
    [InlineData("0-3", "2-6", "3-6")]
    [InlineData("4-9", "2-6", "2-4")]
    [InlineData("0-1 8-9", "2-6", "2-6")]
    [InlineData("2.5-3", "2-4", "3-4")]
    [InlineData("", "2.25-3.75", "")]
    [InlineData("1-2 3-4 5-6", "0-4 5.5-9", "0-1 2-3 6-9")]
    public void NewPages_Ranges_GivesWholePagesThatWereNotThere(string before, string after, string expected) =>
        Assert.Equal(Ranges(expected), LargePages.NewPages(Ranges(before), Ranges(after)));

    [SkippableFact]
    public void MoveNew_MemoryThatCame_IsInLargePagesAndHasTheSameBytes()
    {
        Skip.IfNot(AreLargePagesForWhoAsks(), "This kernel gives large pages to all or to none.");
        for (int i = 0; i < Attempts; i++)
        {
            LargePages watch = WatchOrSkip();
            nint memory = Fill();
            try
            {
                watch.MoveNew(NoWait)?.Join();

                byte[] bytes = new byte[Pages * Page];
                Marshal.Copy(memory, bytes, 0, bytes.Length);
                Assert.Equal(Bytes(), bytes);
                if (IsInLargePages(memory))
                {
                    return;
                }

                LargePages.Move(memory, memory + (Pages * Page));
                Skip.IfNot(IsInLargePages(memory), "The kernel has no large pages to give.");
            }
            finally
            {
                Marshal.FreeHGlobal(memory);
            }
        }

        Assert.Fail("The kernel gave large pages when it was asked once more.");
    }

    [SkippableFact]
    public void MoveNew_MemoryGivenBackBeforeItsTurn_IsNoError()
    {
        LargePages watch = WatchOrSkip();
        nint memory = Fill();
        Thread? thread = watch.MoveNew(TimeSpan.FromMilliseconds(200));
        Marshal.FreeHGlobal(memory);

        Skip.If(thread is null, "The memory came from where other memory had been.");
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)));
    }

    private static LargePages WatchOrSkip()
    {
        LargePages? watch = LargePages.Watch();
        Skip.If(watch is null, "Only Linux can be asked for large pages.");
        return watch;
    }

    private static bool AreLargePagesForWhoAsks()
    {
        const string Setting = "/sys/kernel/mm/transparent_hugepage/enabled";
        return Environment.OSVersion.Version >= new Version(6, 1)
            && File.Exists(Setting)
            && File.ReadAllText(Setting).Contains("[madvise]", StringComparison.Ordinal);
    }

    // One piece.
    private static nint Fill()
    {
        nint memory = Marshal.AllocHGlobal((nint)(Pages * Page));
        Marshal.Copy(Bytes(), 0, memory, (int)(Pages * Page));
        return memory;
    }

    private static byte[] Bytes() => [.. Enumerable.Range(0, (int)(Pages * Page)).Select(i => (byte)(i * 31 >> 7))];

    private static List<(long Start, long End)> Ranges(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(range => range.Split('-'))
            .Select(ends => (Place(ends[0]), Place(ends[1]))),
    ];

    private static long Place(string pages) => (long)(double.Parse(pages, CultureInfo.InvariantCulture) * Page);

    // A page at each end may be shared with other memory, and models of other tests may lie beside it.
    private static bool IsInLargePages(nint memory) => LargeBytes(memory) >= (Pages - 2) * Page;

    // AnonHugePages of the piece of memory that the address lies in.
    private static long LargeBytes(nint address)
    {
        bool isHere = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string[] words = line.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
            if (long.TryParse(words[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long start)
                && long.TryParse(words[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long end))
            {
                isHere = start <= address && address < end;
            }
            else if (isHere && words[0] == "AnonHugePages:")
            {
                return long.Parse(words[1], CultureInfo.InvariantCulture) << 10;
            }
        }

        throw new InvalidOperationException("The memory is not in use.");
    }

    [CollectionDefinition(nameof(LargePagesTests), DisableParallelization = true)]
    public class Alone;
}
