using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Prompts;

public sealed class PromptSkeletonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_NewFolder_IsAPromptWithoutProblems()
    {
        string folder = Path.Combine(_folder.Path, "classify", "my-mood");

        IReadOnlyList<string> files = PromptSkeleton.Write(folder);

        Assert.Equal(["prompt.yaml", "demonstrations.jsonl", "tests.yaml"], files.Select(Path.GetFileName));
        Assert.Equal("my_mood", Prompt.Load(folder).Name);
        Assert.Empty(PromptChecker.Check(folder, InBox.Model.Tokenizer, InBox.Model.ContextLength));
    }

    [Fact]
    public void Write_Prompt_RendersAsItReads()
    {
        string folder = Path.Combine(_folder.Path, "mood");
        PromptSkeleton.Write(folder);

        string text = Prompt.Load(folder).Render(new Dictionary<string, object?> { ["input"] = "Hello." }, shots: 1);

        Assert.Equal(
            "Classify the sentiment of the text as Positive or Negative.\n"
            + "Input: The hall was warm and the music was lovely.\nOutput: Positive\nInput: Hello.\nOutput:",
            text);
    }

    [Fact]
    public void Write_FileThatIsThere_ReplacesNothing()
    {
        string there = _folder.Write("mood/tests.yaml", "mine");

        Assert.Throws<IOException>(() => PromptSkeleton.Write(Path.Combine(_folder.Path, "mood")));

        Assert.Equal("mine", File.ReadAllText(there));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(there)!));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("1a")]
    [InlineData("..")]
    [InlineData("ä")]
    public void Write_NameThatNoPromptCanHave_IsRefused(string name)
    {
        Assert.Throws<ArgumentException>(() => PromptSkeleton.Write(Path.Combine(_folder.Path, name)));
    }
}
