using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Results;

public sealed class SampleFileTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Results_OfALineEach_AreReadInOrderAndByPlace()
    {
        SampleFile results = File("a", "ä😀", "c");

        Assert.Equal(["a", "ä😀", "c"], results.Select(result => result.Sample));
        Assert.Equal((3, "c", "ä😀"), (results.Count, results[2].Sample, results[1].Sample));
        Assert.Throws<ArgumentOutOfRangeException>(() => results[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => results[-1]);
    }

    // A longer line may follow a short one, and a shorter one a long one: the buffer is one.
    [Fact]
    public void Results_OfDifferentLengths_AreReadWhole()
    {
        string[] names = [.. Enumerable.Range(0, 50).Select(i => new string('x', i * i % 37 * 100))];

        Assert.Equal(names, File(names).Select(result => result.Sample));
    }

    [Fact]
    public void Results_WrittenLater_AreNotAmongThem()
    {
        SampleFile results = File("a", "b");
        System.IO.File.AppendAllText(_folder["samples.jsonl"], "half a li");

        Assert.Equal(["a", "b"], results.Select(result => result.Sample));
    }

    [Fact]
    public void File_IsOpenWhileResultsAreReadOnly()
    {
        SampleFile results = File("a", "b");
        _ = results[1];
        using (IEnumerator<SampleResult> some = results.GetEnumerator())
        {
            some.MoveNext();
            Assert.Throws<IOException>(() => Alone().Dispose());
        }

        Alone().Dispose();
    }

    [Fact]
    public void Results_OfAFileThatIsGoneOrCut_NameIt()
    {
        SampleFile results = File("a", "b");
        System.IO.File.WriteAllText(_folder["samples.jsonl"], "{}");

        PromptFormatException cut = Assert.Throws<PromptFormatException>(() => results.ToArray());
        System.IO.File.Delete(_folder["samples.jsonl"]);
        PromptFormatException gone = Assert.Throws<PromptFormatException>(() => results[0]);

        Assert.Equal((_folder["samples.jsonl"], _folder["samples.jsonl"]), (cut.Path, gone.Path));
    }

    [Fact]
    public void Results_OfALineThatIsNone_NameIt()
    {
        string path = _folder.Write("samples.jsonl", "{}\n{\"task\": 5}\n");

        PromptFormatException error = Assert.Throws<PromptFormatException>(
            () => new SampleFile(path, [0, 3, 15])[1]);

        Assert.Equal(2, error.Line);
    }

    private FileStream Alone() =>
        new(_folder["samples.jsonl"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    private SampleFile File(params string[] names)
    {
        byte[][] lines = [.. names.Select((name, i) =>
            System.Text.Encoding.UTF8.GetBytes(SampleLines.Write(Measured.Result(i) with { Sample = name }) + "\n"))];
        string path = _folder["samples.jsonl"];
        System.IO.File.WriteAllBytes(path, [.. lines.SelectMany(line => line)]);
        long[] ends = [0, .. lines.Select((_, i) => lines.Take(i + 1).Sum(line => (long)line.Length))];
        return new SampleFile(path, ends);
    }
}
