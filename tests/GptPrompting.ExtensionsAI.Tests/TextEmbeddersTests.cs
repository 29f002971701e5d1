using GptPrompting.Demonstrations;
using GptPrompting.Prompts;
using GptPrompting.Tests;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI.Tests;

public class TextEmbeddersTests
{
    private static readonly Demonstration[] Demonstrations = [new("aaa", "1"), new("ab", "2"), new("bb", "3")];

    [Fact]
    public async Task AsTextEmbedder_AnyGenerator_ChoosesTheNearest()
    {
        using var generator = new LetterCounts();
        var selection = new DemonstrationSelection { Method = DemonstrationMethod.NearestByEmbedding, Count = 2 };
        var selector = new DemonstrationSelector(Demonstrations, selection, generator.AsTextEmbedder());

        IReadOnlyList<SelectedDemonstration> chosen = await selector.SelectAsync(new DemonstrationQuery("bbbbb"));

        // Counts of a and b: (3, 0), (1, 1), (0, 2) against (0, 5).
        Assert.Equal([1, 2], chosen.Select(each => each.Index));
        Assert.Equal([0.707106781, 1], chosen.Select(each => each.Similarity!.Value));
    }

    [Fact]
    public async Task AsTextEmbedder_Options_ReachTheGenerator()
    {
        using var generator = new LetterCounts();
        var options = new EmbeddingGenerationOptions { ModelId = "letters" };

        await generator.AsTextEmbedder(options)(["a"], CancellationToken.None);

        Assert.Same(options, generator.Options);
    }
}
