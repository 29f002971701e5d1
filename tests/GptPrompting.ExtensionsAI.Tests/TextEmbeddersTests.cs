using GptPrompting.Demonstrations;
using GptPrompting.Prompts;
using Microsoft.Extensions.AI;

namespace GptPrompting.SemanticKernel.Tests;

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

    private sealed class LetterCounts : IEmbeddingGenerator<string, Embedding<float>>
    {
        public EmbeddingGenerationOptions? Options { get; private set; }

        public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values,
            EmbeddingGenerationOptions? options = null,
            CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            Options = options;
            return [.. values.Select(text =>
                new Embedding<float>(new float[] { text.Count(c => c == 'a'), text.Count(c => c == 'b') }))];
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
