using GptPrompting.Generation;
using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

/// <summary>Many calls of all kinds at once; the long form is in the benchmarks.</summary>
public class LanguageModelStressTests
{
    [Fact]
    public void Calls_FromManyThreadsWithCancellations_GiveTheSingleThreadResults()
    {
        using LanguageModel model = LanguageModel.Load(
            InBox.Folder, new LanguageModelOptions { PrefixCacheBytes = 1 << 22 });
        Completion[] expected = [.. Enumerable.Range(0, 8).Select(kind => Generate(InBox.Model, kind, default))];
        double[] scores = [.. Enumerable.Range(0, 8).Select(kind => Score(InBox.Model, kind, default))];

        Parallel.For(0, 160, new ParallelOptions { MaxDegreeOfParallelism = 16 }, call =>
        {
            using var cancellation = new CancellationTokenSource();
            cancellation.CancelAfter(call % 5 == 0 ? call % 20 : Timeout.Infinite);
            Exception? ended = Record.Exception(() =>
            {
                Assert.Equal(expected[call % 8].TokenIds, Generate(model, call % 8, cancellation.Token).TokenIds);
                Assert.Equal(scores[call % 8], Score(model, call % 8, cancellation.Token), 1e-3);
            });
            Assert.True(ended is null || (call % 5 == 0 && ended is OperationCanceledException), $"{ended}");
        });
    }

    private static Completion Generate(LanguageModel model, int kind, CancellationToken cancellationToken) =>
        model.Generate(Prompt(kind), new GenerationOptions { MaxOutputTokens = 3 + kind }, cancellationToken);

    private static double Score(LanguageModel model, int kind, CancellationToken cancellationToken) => model
        .ScoreBatch([new(Prompt(kind), " a"), new(Prompt(kind), " the dog")], cancellationToken: cancellationToken)
        .Sum(score => score.LogLikelihood);

    private static string Prompt(int kind) =>
        "Once upon a time there was a little house" + string.Concat(Enumerable.Repeat(" and a tree", kind));
}
