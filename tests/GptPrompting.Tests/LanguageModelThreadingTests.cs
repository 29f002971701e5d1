using GptPrompting.Generation;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public class LanguageModelThreadingTests
{
    [Fact]
    public async Task GenerateAndScore_ManyThreadsAtOnce_GiveTheSingleThreadResults()
    {
        string[] prompts = [.. Enumerable.Range(0, 16).Select(i => $"English: the black dog {i}\nFrench:")];
        var options = new GenerationOptions { MaxOutputTokens = 12, Temperature = 0.8, Seed = 5 };
        (string Text, double Loss) Call(string prompt) =>
            (InBox.Model.Generate(prompt, options).Text, InBox.Model.Score(prompt, " le chien").Loss);
        (string Text, double Loss)[] expected = [.. prompts.Select(Call)];

        (string Text, double Loss)[] actual =
            await Task.WhenAll(prompts.Select(prompt => Task.Run(() => Call(prompt))));

        Assert.Equal(expected.Select(pair => pair.Text), actual.Select(pair => pair.Text));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Loss, pair.Second.Loss, 1e-4));
    }

    [Fact]
    public void GenerateStreaming_CancelledMidStream_ThrowsAndTheModelStaysUsable()
    {
        using var cancellation = new CancellationTokenSource();
        var seen = new List<CompletionUpdate>();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (CompletionUpdate update in
                InBox.Model.GenerateStreaming("Once upon a time", null, cancellation.Token))
            {
                seen.Add(update);
                if (seen.Count == 3)
                {
                    cancellation.Cancel();
                }
            }
        });

        Assert.Equal(3, seen.Count);
        Assert.Equal(3, InBox.Model.Generate("Once", new GenerationOptions { MaxOutputTokens = 3 }).TokenIds.Count);
    }

    [Fact]
    public async Task Score_CancelledWithinAForwardPass_Throws()
    {
        string context = string.Concat(Enumerable.Repeat(" a", 500));
        int cancelled = 0;

        for (int i = 0; i < 20; i++)
        {
            using var cancellation = new CancellationTokenSource();
            Task scoring = Task.Run(() => InBox.Model.Score(context, " b", cancellation.Token), CancellationToken.None);
            await Task.Delay(i % 5);
            await cancellation.CancelAsync();
            cancelled += await Record.ExceptionAsync(() => scoring) is OperationCanceledException ? 1 : 0;
        }

        Assert.True(cancelled > 0, "No call of 20 was cancelled.");
        Assert.Single(InBox.Model.Score("a", " b").Tokens);
    }

    [Fact]
    public async Task Dispose_WhileThreadsGenerate_EndsThemCleanly()
    {
        LanguageModel model = InBox.Load();
        Task<ObjectDisposedException>[] calls =
            [.. Enumerable.Range(0, 8).Select(_ => Task.Run(() => GenerateUntilItThrows(model)))];
        await Task.Delay(100);

        model.Dispose();

        Assert.Equal(8, (await Task.WhenAll(calls)).Length);
        Assert.Throws<ObjectDisposedException>(() => model.Score("a", " b"));
    }

    [Fact]
    public void Dispose_StreamIsAbandoned_DoesNotWaitForIt()
    {
        LanguageModel model = InBox.Load();
        using IEnumerator<CompletionUpdate> stream = model.GenerateStreaming("Once upon a time").GetEnumerator();
        stream.MoveNext();

        model.Dispose();

        var e = Assert.Throws<ObjectDisposedException>(() => stream.MoveNext());
        Assert.Equal("GptPrompting.LanguageModel", e.ObjectName);
    }

    private static ObjectDisposedException GenerateUntilItThrows(LanguageModel model)
    {
        try
        {
            while (true)
            {
                model.Generate("Once upon a time", new GenerationOptions { MaxOutputTokens = 20 });
            }
        }
        catch (ObjectDisposedException e)
        {
            return e;
        }
    }
}
