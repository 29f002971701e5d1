using GptPrompting.Tests.Fakes;
using GptPrompting.Tests.Models;

namespace GptPrompting.Tests;

/// <summary>
/// Folders of every layout with one file damaged from a fixed seed: used as they are, or refused; no crash, no hang.
/// </summary>
public class DamagedModelFolderTests
{
    private const int Rounds = 110;

    // Far beyond what all rounds take, so that only a hang is long.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // Far beyond what a round takes, and far below what a bomb takes.
    private const long MostBytes = 500_000_000;

    public static TheoryData<int, string, string?> Folders
    {
        get
        {
            var folders = new TheoryData<int, string, string?>();
            foreach ((int i, object?[] row) in SmallModelReads.Folders.Index())
            {
                folders.Add(i * 10_000, (string)row[0]!, (string?)row[1]);
            }

            return folders;
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Load_OneFileDamaged_IsUsedOrRefused(int seed, string name, string? variant)
    {
        string[] files = ["gpt2-legacy/model.onnx", "llama-genai-int4/model.onnx", "gptj-optimum/config.json"];
        byte[][] others = [.. files.Select(file => File.ReadAllBytes(SmallModel.Folder(file)))];
        using var folder = new FuzzedFolder(SmallModel.Folder(name), variant, others);

        // On a thread of its own, so that a round without end fails and does not stop the suite.
        int[] opened = await Task.Run(() => TryAll(folder, seed)).WaitAsync(Longest);

        Assert.InRange(opened.Length, 5, Rounds / 2);
    }

    /// <returns>The seeds with which the folder was opened in spite of the damage.</returns>
    private static int[] TryAll(FuzzedFolder folder, int seed) => [.. Enumerable.Range(seed, Rounds).Where(each =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? error = folder.Try(each);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(error is null or ModelFormatException or ArgumentException or InsufficientMemoryException
            || error is FileNotFoundException { FileName: not null }, $"Seed {each}: {error}");
        Assert.True(allocated < MostBytes, $"Seed {each} took {allocated} bytes.");
        return error is null;
    })];
}
