using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests;

public sealed class SampleFileTests : IDisposable
{
    private static readonly string Whole = """
        {"id": "1", "task": "t", "description": "d", "shots": [{"input": "a", "output": "b"}], "input": "i",
        "target": "o", "labels": ["o", "p"], "style": ["Q", "A"], "function": "f"}
        """.ReplaceLineEndings(" ");

    private const string Good = """{"id": "2", "task": "t", "input": "i", "target": "o" """;

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Load_WholeSample_HasEveryField()
    {
        ShotsSample sample = Load(Whole).Single();

        Assert.Equal(("1", "t", "d"), (sample.Id, sample.Task, sample.Description));
        Assert.Equal(("i", "o"), (sample.Input, sample.Target));
        Assert.Equal("b", sample.Demonstrations.Single().Output);
        Assert.Equal(["o", "p"], sample.Labels);
        Assert.Equal(("Q", "A"), (sample.InputLabel, sample.OutputLabel));
    }

    [Fact]
    public void Load_OptionalFieldsAreMissingOrNull_HaveTheirDefaults()
    {
        ShotsSample sample = Load("""{"id": "1", "task": "t", "input": "i", "target": "o", "labels": null}""").Single();

        Assert.Empty(sample.Description);
        Assert.Empty(sample.Demonstrations);
        Assert.Empty(sample.Labels);
        Assert.Equal(("Input", "Output"), (sample.InputLabel, sample.OutputLabel));
    }

    [Theory]
    [InlineData("""{"task": "t", "input": "i", "target": "o"}""", "'id' is missing")]
    [InlineData("""{"id": "2", "task": "t", "input": "i", "target": ""}""", "'target' is empty")]
    [InlineData("""{"id": "2", "task": "t", "input": 1, "target": "o"}""", "'input' is to be a string, not Number")]
    [InlineData(Good + """, "shots": {}}""", "'shots' is to be a list, not Object")]
    [InlineData(Good + """, "shots": [1]}""", "a demonstration is to be an object, not Number")]
    [InlineData(Good + """, "style": ["Q"]}""", "'style' is to have 2 labels, not 1")]
    [InlineData("""{"id": "1", "task": "t", "input": "i", "target": "o"}""", "the id '1' was there before")]
    public void Load_WrongSample_NamesFileAndLine(string line, string problem)
    {
        var exception = Assert.Throws<PromptFormatException>(() => Load(Whole + "\n" + line));

        Assert.Equal($"{_path}(2,1): error: {problem}", exception.Message);
    }

    [Fact]
    public void Load_EmptyFile_IsAnError()
    {
        var exception = Assert.Throws<PromptFormatException>(() => Load("\n"));

        Assert.Equal($"{_path}: error: there are no samples", exception.Message);
    }

    private IReadOnlyList<ShotsSample> Load(string text)
    {
        File.WriteAllText(_path, text);
        return SampleFile.Load(_path);
    }
}
