using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Prompts;

public sealed class PromptFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_PromptsOfAFolderAndOfKinds_AreNamedByTheirKind()
    {
        Write("second", "mood");
        Write("first", "tone");
        Write("to-classify/one", "topic");

        // What lies within a prompt is its own.
        Write("second/inside", "hidden");

        Assert.Equal(["tone", "mood", "to_classify_topic"], PromptFolder.Load(_folder.Path).Select(each => each.Name));
    }

    [Fact]
    public void Load_FolderWithoutPrompts_ThrowsArgumentException() =>
        Assert.Throws<ArgumentException>(() => PromptFolder.Load(_folder.Path));

    private void Write(string folder, string name) =>
        _folder.Write($"{folder}/prompt.yaml", $"name: {name}\ntemplate_format: scriban\ntemplate: text\n");
}
