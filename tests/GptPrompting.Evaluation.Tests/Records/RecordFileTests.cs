using System.Text;
using System.Text.RegularExpressions;
using GptPrompting.Evaluation.Records;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Records;

public sealed class RecordFileTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_JsonLinesWithMarkAndBlankLines_CountsRecordsFrom0AndLinesFrom1()
    {
        string path = _folder.Write("a.jsonl", "\uFEFF{\"a\": 1}\r\n\r\n{\"a\": 2}");

        IReadOnlyList<DataRecord> records = RecordFile.Read(new() { Path = path });

        Assert.Equal([(0, 1, "1"), (1, 3, "2")], records.Select(each => (each.Index, each.Line, Field(each, "a"))));
    }

    [Fact]
    public void Read_JsonList_KnowsTheLineOfEachObject()
    {
        string path = _folder.Write("a.json", "[\n {\"a\": {\"b\": 1}}, {\"a\": 2},\n\n {\"a\": 3}\n]");

        IReadOnlyList<DataRecord> records = RecordFile.Read(new() { Path = path });

        Assert.Equal([2, 2, 4], records.Select(each => each.Line));
        Assert.Equal("3", Field(records[2], "a"));
    }

    [Fact]
    public void Read_Squad_GivesOneRecordForEachQuestion()
    {
        string path = _folder.Write("a.json", """
            {"data": [{"title": "T", "paragraphs": [{"context": "C", "qas": [
              {"id": "1", "question": "Q", "answers": [
                {"text": "A", "answer_start": 3}, {"text": "B", "answer_start": 5}]},
              {"id": "2", "question": "Q2", "answers": []}
            ]}]}]}
            """);

        IReadOnlyList<DataRecord> records = RecordFile.Read(new() { Path = path, Format = RecordFormat.Squad });

        Assert.Equal(
            """{"id":"1","title":"T","context":"C","question":"Q","answers":{"text":["A","B"],"answer_start":[3,5]}}""",
            records[0].Value.GetRawText());
        Assert.Equal([(0, 2), (1, 4)], records.Select(each => (each.Index, each.Line)));
    }

    [Fact]
    public void Read_CsvWithQuotesAndLineEndsInThem_KeepsValuesAndLines()
    {
        string path = _folder.Write("a.csv", "a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n2, w \n");

        IReadOnlyList<DataRecord> records = RecordFile.Read(new() { Path = path });

        Assert.Equal(["x, \"y\"\nz", " w "], records.Select(each => Field(each, "b")));
        Assert.Equal([2, 4], records.Select(each => each.Line));
    }

    [Fact]
    public void Read_CsvWithNamedColumns_TakesTheFirstLineUnlessItIsAHeader()
    {
        string path = _folder.Write("a.csv", "1;x\n2;y\n");
        var source = new RecordSource { Path = path, Columns = ["n", "t"], Delimiter = ";" };

        Assert.Equal(["1", "2"], RecordFile.Read(source).Select(each => Field(each, "n")));
        Assert.Equal(["2"], RecordFile.Read(source with { HasHeader = true }).Select(each => Field(each, "n")));
    }

    [Fact]
    public void Read_TsvWithoutQuotes_TakesQuotesAsTheyStand()
    {
        string path = _folder.Write("a.tsv", "a\tb\n\"x\ty \"z\" w\n");

        DataRecord record = RecordFile.Read(new() { Path = path, HasQuotes = false }).Single();

        Assert.Equal(("\"x", "y \"z\" w"), (Field(record, "a"), Field(record, "b")));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "(3,1): error: the line has 1 values; there are 2 columns: a, b")]
    [InlineData("a,a\n1,2\n", "(1,1): error: two columns are named 'a'")]
    public void Read_WrongTable_NamesTheLine(string text, string expected)
    {
        string path = _folder.Write("a.csv", text);

        var error = Assert.Throws<PromptFormatException>(() => RecordFile.Read(new() { Path = path }));

        Assert.Equal(path + expected, error.Message);
    }

    [Theory]
    [InlineData("a,b\n1,x\"y\n", "(2,1)", "'x\"y'")]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n", "(3,1)", "'\"3,4'")]
    public void Read_WrongQuote_NamesTheLineWhereTheRecordBeginsAndTheValue(string text, string place, string value)
    {
        string path = _folder.Write("a.csv", text);

        var error = Assert.Throws<PromptFormatException>(() => RecordFile.Read(new() { Path = path }));

        Assert.StartsWith(
            $"{path}{place}: error: a double quote stands where none may be, or is not closed, at {value}; ",
            error.Message);
        Assert.EndsWith("'quotes: false'", error.Message);
    }

    [Fact]
    public void Read_Lines_AreTextOrTheGroupsOfThePattern()
    {
        string path = _folder.Write("a.txt", "1 good one \r\n\n0 bad\n");
        var source = new RecordSource { Path = path, Format = RecordFormat.Lines };
        var pattern = new Regex("^(?<label>[01]) (?<text>.*)$", RegexOptions.None, TimeSpan.FromSeconds(1));

        Assert.Equal(["1 good one ", "0 bad"], RecordFile.Read(source).Select(each => Field(each, "text")));
        Assert.Equal(["good one ", "bad"],
            RecordFile.Read(source with { Pattern = pattern }).Select(each => Field(each, "text")));
        Assert.Equal([1, 3], RecordFile.Read(source).Select(each => each.Line));
    }

    [Fact]
    public void Read_LineThatDoesNotMatch_IsAnErrorAtIt()
    {
        string path = _folder.Write("a.txt", "1\nx\n");
        var pattern = new Regex("^(?<n>[0-9])$", RegexOptions.None, TimeSpan.FromSeconds(1));

        var error = Assert.Throws<PromptFormatException>(() =>
            RecordFile.Read(new() { Path = path, Format = RecordFormat.Lines, Pattern = pattern }));

        Assert.Equal((2, 1), (error.Line, error.Column));
    }

    [Fact]
    public void Read_Text_IsTheWholeFileByteForByte()
    {
        string path = _folder.Write("a.txt", "a\r\n\n b \U0001F600\n");

        DataRecord record = RecordFile.Read(new() { Path = path, Format = RecordFormat.Text }).Single();

        Assert.Equal("a\r\n\n b \U0001F600\n", Field(record, "text"));
    }

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("a.jsonl.gz")]
    public void Read_GzipByItsFirstBytes_IsUnpacked(string name)
    {
        string path = _folder.Write(name, DataFolder.Gzip("{\"a\": 1}\n"));

        Assert.Equal("1", Field(RecordFile.Read(new() { Path = path }).Single(), "a"));
    }

    [Fact]
    public void Read_GzipThatUnpacksToMoreThanTheLimit_IsRefused()
    {
        string path = _folder.Write("a.txt", DataFolder.Gzip(new string('a', 100_000)));
        var source = new RecordSource { Path = path, Format = RecordFormat.Text, MaxBytes = 99_999 };

        var error = Assert.Throws<PromptFormatException>(() => RecordFile.Read(source));

        Assert.Equal($"{path}: error: has more than 99999 bytes, which is the limit", error.Message);
        Assert.Single(RecordFile.Read(source with { MaxBytes = 100_000 }));
    }

    [Theory]
    [InlineData(RecordFormat.JsonLines, "{\"a\": \"abcdefghijklmnopqrstuvwxyz\"}\n")]
    [InlineData(RecordFormat.Json, "[{\"a\": \"abcdefghijklmnopqrstuvwxyz\"}]\n")]
    [InlineData(RecordFormat.Squad, "{\"data\": [{\"title\": \"abcdefghijklmnopqrstuvwxyz\"}]}\n")]
    [InlineData(RecordFormat.Csv, "a,b\nabcdefghijklmn,opqrstuvwxyz\n")]
    [InlineData(RecordFormat.Tsv, "a\tb\nabcdefghijklmn\topqrstuvwxyz\n")]
    [InlineData(RecordFormat.Lines, "abcdefghijklmn\nopqrstuvwxyz\n")]
    [InlineData(RecordFormat.Text, "abcdefghijklmn opqrstuvwxyz\n")]
    public void Read_GzipThatIsCutOffAnywhere_SaysSoAndWhatToDo(RecordFormat format, string text)
    {
        byte[] packed = DataFolder.Gzip(text);

        Assert.All(Enumerable.Range(2, packed.Length - 2), count =>
        {
            string path = _folder.Write("a", packed[..count]);

            var error = Assert.Throws<PromptFormatException>(() =>
                RecordFile.Read(new() { Path = path, Format = format }));

            Assert.Equal(
                $"{path}: error: cannot be unpacked: the file ends in the middle of the compressed data, after {count} "
                + "bytes; it was copied in part, so fetch it again",
                error.Message);
        });
    }

    [Fact]
    public void Read_GzipWithAWrongByte_IsNotSaidToBeCutOff()
    {
        byte[] packed = DataFolder.Gzip("{\"a\": \"abcdefghijklmnopqrstuvwxyz\"}\n");
        packed[^5] ^= 1;
        string path = _folder.Write("a.jsonl", packed);

        var error = Assert.Throws<PromptFormatException>(() => RecordFile.Read(new() { Path = path }));

        Assert.StartsWith($"{path}: error: cannot be unpacked", error.Message);
        Assert.DoesNotContain("in the middle", error.Message);
    }

    /// <summary>Bytes that cannot be packed stand as they are, so that those behind a cut are taken for data.</summary>
    [Fact]
    public void Read_GzipOfNoiseThatIsCutOff_IsAnError()
    {
        byte[] noise = new byte[20_000];
        new Random(1).NextBytes(noise);
        string path = _folder.Write("a.jsonl", DataFolder.Gzip(noise)[..10_000]);

        var error = Assert.Throws<PromptFormatException>(() => RecordFile.Read(new() { Path = path }));

        Assert.Contains("ends in the middle of the compressed data, after 10000 bytes", error.Message);
    }

    [Fact]
    public void Read_GzipOfSeveralMembers_IsAllOfThem()
    {
        byte[] packed = [.. DataFolder.Gzip("{\"a\": 1}\n"), .. DataFolder.Gzip("{\"a\": 2}\n")];

        Assert.Equal(2, RecordFile.Read(new() { Path = _folder.Write("a.jsonl", packed) }).Count);
    }

    [Theory]
    [InlineData(RecordFormat.JsonLines)]
    [InlineData(RecordFormat.Json)]
    [InlineData(RecordFormat.Csv)]
    [InlineData(RecordFormat.Lines)]
    [InlineData(RecordFormat.Text)]
    public void Read_ByteThatIsNotUtf8_IsAnErrorAtItsPlace(RecordFormat format)
    {
        string path = _folder.Write("a", [.. Encoding.UTF8.GetBytes("{}\nä"), 0xFF]);

        var error = Assert.Throws<PromptFormatException>(() =>
            RecordFile.Read(new() { Path = path, Format = format }));

        Assert.Equal(path + "(2,2): error: byte 0xFF is not UTF-8", error.Message);
    }

    [Theory]
    [InlineData(RecordFormat.JsonLines, "")]
    [InlineData(RecordFormat.JsonLines, "\n\n")]
    [InlineData(RecordFormat.Json, "")]
    [InlineData(RecordFormat.Json, "[]")]
    [InlineData(RecordFormat.Squad, "{\"data\": []}")]
    [InlineData(RecordFormat.Csv, "")]
    [InlineData(RecordFormat.Csv, "a,b\n")]
    [InlineData(RecordFormat.Lines, "\n")]
    [InlineData(RecordFormat.Text, "")]
    public void Read_FileWithoutRecords_IsAnError(RecordFormat format, string text)
    {
        string path = _folder.Write("a", text);

        var error = Assert.Throws<PromptFormatException>(() =>
            RecordFile.Read(new() { Path = path, Format = format }));

        Assert.Equal($"{path}: error: no samples", error.Message);
    }

    [Theory]
    [InlineData(RecordFormat.JsonLines, "{\"a\": 1}\n{\"a\": }", 2)]
    [InlineData(RecordFormat.JsonLines, "{\"a\": 1, \"a\": 2}", 1)]
    [InlineData(RecordFormat.Json, "[\n{\"a\": }]", 2)]
    [InlineData(RecordFormat.Json, "{\"a\": 1}", 1)]
    public void Read_WrongJson_IsAnErrorAtItsLine(RecordFormat format, string text, int line)
    {
        string path = _folder.Write("a", text);

        var error = Assert.Throws<PromptFormatException>(() =>
            RecordFile.Read(new() { Path = path, Format = format }));

        Assert.Equal((path, line), (error.Path, error.Line));
    }

    [Fact]
    public void Read_Where_TakesRecordsWhoseFieldHasAValueAndKeepsTheirPlaces()
    {
        string path = _folder.Write("a.jsonl", "{\"a\": \"x\"}\n{\"a\": 7}\n{\"a\": \"y\"}\n");
        var where = new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["y", "7"] };

        IReadOnlyList<DataRecord> records = RecordFile.Read(new() { Path = path, Where = where });

        Assert.Equal([1, 2], records.Select(each => each.Index));
    }

    [Fact]
    public void Path_Address_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new RecordSource { Path = "https://example.org/a.jsonl" });

        Assert.StartsWith("'https://example.org/a.jsonl' is an address; data is read from files only", error.Message);
    }

    [Fact]
    public void Read_NameThatSaysNoFormat_IsAnError()
    {
        string path = _folder.Write("a.txt", "x");

        var error = Assert.Throws<PromptFormatException>(() => RecordFile.Read(new() { Path = path }));

        Assert.EndsWith("the name does not say how the file is written; give its format", error.Message);
    }

    private static string Field(DataRecord record, string name) => record.Value.GetProperty(name).ToString();
}
