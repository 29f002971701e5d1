using GptPrompting.Generation;
using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

/// <summary>Many callers on one rewritten model: they share an arena through the prefix cache, and change it.</summary>
public class PackedThreadingTests
{
    private static readonly string[] Prompts =
        [.. Enumerable.Range(0, 24).Select(i => $"Once upon a time there was a {(i % 3 == 0 ? "cat" : "dog")} {i}")];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Generate_ManyThreadsSomeCancelled_GivesTheTextsOfSingleCalls(bool combinesCallers)
    {
        var greedy = new GenerationOptions { MaxOutputTokens = 12 };
        string[] expected = [.. Prompts.Select(prompt => InBox.Model.Generate(prompt, greedy).Text)];
        var options = new LanguageModelOptions
        {
            Rewriting = GraphRewriting.Always,
            CombinesCallers = combinesCallers,
            PrefixCacheBytes = 1 << 20,
        };
        using LanguageModel model = LanguageModel.Load(InBox.Folder, options);

        string?[] actual = await Task.WhenAll(Enumerable.Range(0, 240).Select(i => Task.Run(() =>
        {
            using var cancellation = new CancellationTokenSource();
            if (i % 5 == 4)
            {
                cancellation.CancelAfter(i % 7);
            }

            return Try(() => model.Generate(Prompts[i % Prompts.Length], greedy, cancellation.Token).Text);
        })));

        Assert.All(actual.Index().Where(call => call.Item is not null),
            call => Assert.Equal(expected[call.Index % Prompts.Length], call.Item));
        Assert.True(actual.Count(text => text is not null) >= 192);
    }

    [Fact]
    public void ScoreBatch_Rewritten_EqualsSingleScoresOfTheGraphAsItIs()
    {
        using LanguageModel model =
            LanguageModel.Load(InBox.Folder, new LanguageModelOptions { Rewriting = GraphRewriting.Always });
        ScoreRequest[] requests = [.. Prompts.SelectMany(prompt =>
            new[] { " and", " lived in a house", "." }.Select(end => new ScoreRequest(prompt, end)))];

        IReadOnlyList<ContinuationScore> scores = model.ScoreBatch(requests);

        Assert.All(requests.Zip(scores), pair => Assert.Equal(
            InBox.Model.Score(pair.First.Context, pair.First.Continuation).LogLikelihood,
            pair.Second.LogLikelihood, 1e-4 * pair.Second.Tokens.Count));
    }

    private static string? Try(Func<string> call)
    {
        try
        {
            return call();
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
