using GptPrompting.Generation;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextGeneration;
using TextContent = Microsoft.SemanticKernel.TextContent;

namespace GptPrompting.SemanticKernel.Tests;

public sealed class OnnxGptTextGenerationServiceTests(InBoxModel inBox) : IClassFixture<InBoxModel>, IDisposable
{
    private const string Story = "Once upon a time";
    private readonly OnnxGptTextGenerationService _service = new(inBox.Model);

    [Fact]
    public void Attributes_ModelId_IsTheFolderName() => Assert.Equal("tiny-gpt", _service.GetModelId());

    [Fact]
    public async Task GetTextContents_Prompt_GivesTextOfTheModelWithMetadata()
    {
        var settings = new OnnxGptPromptExecutionSettings { MaxTokens = 8 };

        TextContent content = await _service.GetTextContentAsync(Story, settings);

        Completion expected = inBox.Model.Generate(Story, new GenerationOptions { MaxOutputTokens = 8 });
        Assert.Equal((expected.Text, "tiny-gpt"), (content.Text, content.ModelId));
        Assert.Equal("Length", content.Metadata!["FinishReason"]);
        Assert.Equal("tiny-gpt", content.Metadata["ModelId"]);
        var usage = Assert.IsType<UsageDetails>(content.Metadata["Usage"]);
        Assert.Equal((expected.Usage.InputTokenCount, 8L), (usage.InputTokenCount, usage.OutputTokenCount));
        Assert.Equal(usage.InputTokenCount + 8, usage.TotalTokenCount);
        Assert.Equal(expected.TokenIds, Assert.IsType<Completion>(content.InnerContent).TokenIds);
    }

    [Fact]
    public async Task GetTextContents_StopSequence_EndsTheTextBeforeIt()
    {
        var settings = new OnnxGptPromptExecutionSettings { StopSequences = ["\n"] };

        TextContent content = await _service.GetTextContentAsync("# python: add two numbers\n", settings);

        Assert.Equal("def add(a, b):", content.Text);
        Assert.Equal("Stop", content.Metadata!["FinishReason"]);
    }

    [Fact]
    public async Task GetTextContents_SeveralResults_HaveSeedsInARowAndUsageOfAll()
    {
        var settings =
            new OnnxGptPromptExecutionSettings { Temperature = 1, Seed = 5, ResultsPerPrompt = 3, MaxTokens = 6 };

        IReadOnlyList<TextContent> contents = await _service.GetTextContentsAsync(Story, settings);

        Assert.Equal([Sample(5), Sample(6), Sample(7)], contents.Select(content => content.Text));
        Assert.Equal(18, Assert.IsType<UsageDetails>(contents[0].Metadata!["Usage"]).OutputTokenCount);
        string Sample(int seed) =>
            inBox.Model.Generate(
                Story, new GenerationOptions { Temperature = 1, Seed = seed, MaxOutputTokens = 6 }).Text;
    }

    [Fact]
    public async Task GetStreamingTextContents_Updates_MakeUpTheWholeText()
    {
        var settings = new OnnxGptPromptExecutionSettings { MaxTokens = 20 };
        TextContent whole = await _service.GetTextContentAsync(Story, settings);

        List<StreamingTextContent> updates = await CollectAsync(settings);

        Assert.Equal(whole.Text, string.Concat(updates.Select(update => update.Text)));
        Assert.All(updates, update => Assert.Equal(("tiny-gpt", 0), (update.ModelId, update.ChoiceIndex)));
        Assert.All(updates.SkipLast(1), update => Assert.False(update.Metadata!.ContainsKey("Usage")));
        Assert.Equal("Length", updates[^1].Metadata!["FinishReason"]);
        Assert.Equal(20, Assert.IsType<UsageDetails>(updates[^1].Metadata!["Usage"]).OutputTokenCount);
    }

    [Fact]
    public async Task GetStreamingTextContents_SeveralResults_HaveTheirChoiceIndex()
    {
        var settings =
            new OnnxGptPromptExecutionSettings { Temperature = 1, Seed = 5, ResultsPerPrompt = 2, MaxTokens = 6 };
        IReadOnlyList<TextContent> whole = await _service.GetTextContentsAsync(Story, settings);

        List<StreamingTextContent> updates = await CollectAsync(settings);

        string[] texts =
            [.. updates.GroupBy(each => each.ChoiceIndex, (_, each) => string.Concat(each.Select(one => one.Text)))];
        Assert.Equal(whole.Select(content => content.Text), texts);
        Assert.Equal(2, updates.Count(update => update.Metadata!.ContainsKey("FinishReason")));
        Assert.Equal(12, Assert.IsType<UsageDetails>(updates[^1].Metadata!["Usage"]).OutputTokenCount);
        Assert.Single(updates, update => update.Metadata!.ContainsKey("Usage"));
    }

    [Fact]
    public async Task GetTextContents_LogProbabilitiesAndEcho_AreInTheMetadata()
    {
        var settings = new OnnxGptPromptExecutionSettings { MaxTokens = 4, TopLogProbabilities = 2, Echo = true };

        TextContent content = await _service.GetTextContentAsync(Story, settings);

        Assert.StartsWith(Story, content.Text, StringComparison.Ordinal);
        var output = Assert.IsType<IReadOnlyList<TokenLogProbability>>(
            content.Metadata!["LogProbabilities"], exactMatch: false);
        var prompt = Assert.IsType<IReadOnlyList<TokenLogProbability>>(
            content.Metadata["PromptLogProbabilities"], exactMatch: false);
        Assert.Equal(4, output.Count);
        Assert.All(output, token => Assert.Equal(2, token.Top.Count));
        Assert.Equal(Story, string.Concat(prompt.Select(token => token.Text)));
        Assert.False(content.Metadata.ContainsKey("RankingScore"));
    }

    [Fact]
    public async Task GetStreamingTextContents_LogProbabilities_AreInTheMetadataOfEachStep()
    {
        var settings = new OnnxGptPromptExecutionSettings { MaxTokens = 4, LogProbabilities = true };

        List<StreamingTextContent> updates = await CollectAsync(settings);

        Assert.All(updates, update => Assert.Single(Assert.IsType<IReadOnlyList<TokenLogProbability>>(
            update.Metadata!["LogProbabilities"], exactMatch: false)));
    }

    [Fact]
    public async Task GetTextContents_Beams_AreTheBestOnesFirst()
    {
        var settings = new OnnxGptPromptExecutionSettings { MaxTokens = 6, Beams = 3, ResultsPerPrompt = 3 };

        IReadOnlyList<TextContent> contents = await _service.GetTextContentsAsync(Story, settings);

        double[] ranking = [.. contents.Select(content => Assert.IsType<double>(content.Metadata!["RankingScore"]))];
        Assert.Equal(ranking.OrderDescending(), ranking);
        Assert.Equal(3, contents.DistinctBy(content => content.Text).Count());
    }

    [Fact]
    public async Task GetTextContents_CanceledToken_ThrowsAndTheServiceStaysUsable()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _service.GetTextContentsAsync(Story, cancellationToken: source.Token));

        Assert.NotEmpty(
            (await _service.GetTextContentAsync(Story, new OnnxGptPromptExecutionSettings { MaxTokens = 2 })).Text!);
    }

    [Fact]
    public async Task GetStreamingTextContents_CanceledMidStream_Throws()
    {
        using var source = new CancellationTokenSource();
        int count = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (StreamingTextContent update in _service.GetStreamingTextContentsAsync(
                Story, cancellationToken: source.Token))
            {
                count++;
                await source.CancelAsync();
            }
        });

        Assert.Equal(1, count);
    }

    [Fact]
    public async Task GetTextContents_PromptThatCannotBeRead_ThrowsArgumentException()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => _service.GetTextContentsAsync(null!));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _service.GetTextContentsAsync(""));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _service.GetTextContentsAsync("lone surrogate \ud800"));
    }

    [Fact]
    public async Task GetTextContents_PromptLongerThanTheContext_ThrowsArgumentException()
    {
        string prompt = string.Concat(Enumerable.Repeat("one ", 600));

        await Assert.ThrowsAsync<ArgumentException>(() => _service.GetTextContentsAsync(prompt));
    }

    [Fact]
    public async Task GetTextContents_UnknownSetting_ThrowsArgumentException()
    {
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["typo"] = 1 } };

        await Assert.ThrowsAsync<ArgumentException>(() => _service.GetTextContentsAsync(Story, settings));
        await Assert.ThrowsAsync<ArgumentException>(() => CollectAsync(settings));
    }

    [Fact]
    public async Task GetTextContents_64CallsAtOnce_EqualCallsOneByOne()
    {
        string[] prompts = [.. Enumerable.Range(0, 64).Select(number => $"{Story} there were {number} cats")];
        var settings = new OnnxGptPromptExecutionSettings { MaxTokens = 8 };
        string[] expected =
            [.. prompts.Select(prompt => inBox.Model.Generate(prompt, settings.ToGenerationOptions()).Text)];

        TextContent[] contents =
            await Task.WhenAll(prompts.Select(prompt => _service.GetTextContentAsync(prompt, settings)));

        Assert.Equal(expected, contents.Select(content => content.Text));
    }

    [Fact]
    public async Task Dispose_ModelOfTheCaller_StaysUsable()
    {
        using (var service = new OnnxGptTextGenerationService(inBox.Model))
        {
            await service.GetTextContentsAsync(Story, new OnnxGptPromptExecutionSettings { MaxTokens = 1 });
        }

        Assert.NotEmpty(inBox.Model.Generate(Story, new GenerationOptions { MaxOutputTokens = 2 }).Text);
    }

    [Fact]
    public async Task Dispose_ModelOfTheService_IsDisposed()
    {
        var service = OnnxGptTextGenerationService.Load(TinyGpt.Folder);

        service.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => service.GetTextContentsAsync(Story));
    }

    [Fact]
    public async Task Dispose_MidStream_FailsTheNextUpdate()
    {
        using var service = OnnxGptTextGenerationService.Load(TinyGpt.Folder);
        await using IAsyncEnumerator<StreamingTextContent> updates =
            service.GetStreamingTextContentsAsync(Story).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());

        service.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => updates.MoveNextAsync().AsTask());
    }

    [Fact]
    public void Constructor_Null_Throws() =>
        Assert.Throws<ArgumentNullException>(() => new OnnxGptTextGenerationService(null!));

    public void Dispose() => _service.Dispose();

    private async Task<List<StreamingTextContent>> CollectAsync(PromptExecutionSettings settings)
    {
        List<StreamingTextContent> updates = [];
        await foreach (StreamingTextContent update in _service.GetStreamingTextContentsAsync(Story, settings))
        {
            updates.Add(update);
        }

        return updates;
    }
}
