using GptPrompting.Tokenization;

namespace GptPrompting.Tests;

public class RehearsalTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_AnyLayers_GeneratesToTheEnd(bool combinesCallers)
    {
        var tokenizer = HuggingFaceTokenizer.LoadFolder(TinyGpt.Folder);

        int tokens = Rehearsal.Run(tokenizer, new LanguageModelOptions { CombinesCallers = combinesCallers });

        Assert.Equal(Rehearsal.TokenCount, tokens);
    }
}
