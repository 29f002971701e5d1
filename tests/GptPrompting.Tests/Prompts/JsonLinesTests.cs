using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Prompts;

public sealed class JsonLinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_ObjectsWithEmptyLinesBetween_KeepsTheirLineNumbers()
    {
        string path = _folder.Write("a.jsonl", "{\"x\": \"1\"}\r\n\n{\"x\": \"2\"}");

        JsonLine[] lines = [.. JsonLines.Read(path)];

        Assert.Equal([1, 3], lines.Select(line => line.Number));
        Assert.Equal(["1", "2"], lines.Select(line => line.GetString("x")));
    }

    [Theory]
    [InlineData("{\"é\": 1,}", 9)]
    [InlineData("[1]", 1)]
    [InlineData("{\"a\": 1, \"a\": 2}", 1)]
    [InlineData("nonsense", 2)]
    public void Read_WrongLine_NamesFileLineAndColumn(string line, int column)
    {
        string path = _folder.Write("a.jsonl", "{}\n" + line + "\n{}");

        var exception = Assert.Throws<PromptFormatException>(() => JsonLines.Read(path).Count());

        Assert.StartsWith($"{path}(2,{column}): error: ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ByteThatIsNotUtf8_NamesItsPlace()
    {
        string path = _folder.Write("a.jsonl", [.. "{}\n{\"a\": \""u8, 0x80, .. "\"}"u8]);

        var exception = Assert.Throws<PromptFormatException>(() => JsonLines.Read(path).Count());

        Assert.Equal($"{path}(2,8): error: byte 0x80 is not UTF-8", exception.Message);
    }

    [Theory]
    [InlineData("{}", "'x' is missing")]
    [InlineData("{\"x\": 1}", "'x' is to be a string, not Number")]
    [InlineData("{\"x\": \"\\ud800\"}", "'x' is not Unicode text")]
    public void GetString_NoText_SaysWhy(string line, string problem)
    {
        JsonLine read = JsonLines.Read(_folder.Write("a.jsonl", line)).Single();

        var exception = Assert.Throws<PromptFormatException>(() => read.GetString("x"));

        Assert.EndsWith($"(1,1): error: {problem}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_OtherFields_AreKept()
    {
        string path = _folder.Write("a.jsonl", """{"input": "i", "output": "o", "level": 3}""");
        JsonLine line = JsonLines.Read(path).Single();

        Demonstration demonstration = Demonstration.From(line);

        Assert.Equal(("i", "o"), (demonstration.Input, demonstration.Output));
        Assert.Equal(3, demonstration.Fields["level"].GetInt32());
    }
}
