using GptPrompting.Chat;
using GptPrompting.Generation;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI.Tests;

public sealed class LanguageModelChatClientTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private static readonly ChatMessage s_broken = new(ChatRole.User, "My headset is broken.");
    private readonly IChatClient _client = inBox.Model.AsIChatClient();

    [Fact]
    public async Task GetResponse_Question_IsAnsweredInTheFormThatTheModelWasTrainedOn()
    {
        ChatResponse response = await _client.GetResponseAsync([s_broken]);

        Completion expected = inBox.Model.Generate(
            "User: My headset is broken.\nAssistant:", new GenerationOptions { StopSequences = ["\n"] });
        Assert.Equal(expected.Text, " " + response.Text);
        Assert.StartsWith("I am sorry", response.Text, StringComparison.Ordinal);
        ChatMessage message = Assert.Single(response.Messages);
        Assert.Equal(ChatRole.Assistant, message.Role);
        Assert.Equal(("tiny-gpt", ChatFinishReason.Stop), (response.ModelId, response.FinishReason));
        Assert.Equal(expected.Usage.InputTokenCount, response.Usage!.InputTokenCount);
        Assert.Equal(
            response.Usage.TotalTokenCount, response.Usage.InputTokenCount + response.Usage.OutputTokenCount);
        Assert.IsType<Completion>(response.RawRepresentation);
    }

    [Fact]
    public async Task GetResponse_LaterTurn_ReadsAllTurns()
    {
        ChatMessage[] chat =
        [
            new(ChatRole.System, "You are a helpful customer service assistant."), new(ChatRole.User, "Hello!"),
            new(ChatRole.Assistant, "Hi there! What can I do for you?"), s_broken,
        ];

        ChatResponse response = await _client.GetResponseAsync(chat);

        const string Prompt = "You are a helpful customer service assistant.\n\nUser: Hello!\n"
            + "Assistant: Hi there! What can I do for you?\nUser: My headset is broken.\nAssistant:";
        Completion expected = inBox.Model.Generate(Prompt, new GenerationOptions { StopSequences = ["\n"] });
        Assert.Equal(expected.Text, " " + response.Text);
        Assert.Equal(expected.Usage.InputTokenCount, response.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task GetStreamingResponse_Updates_MakeUpTheResponse()
    {
        var options = new ChatOptions { Temperature = 1, Seed = 7, MaxOutputTokens = 24 };
        ChatResponse whole = await _client.GetResponseAsync([s_broken], options);

        List<ChatResponseUpdate> updates = await CollectAsync(_client, options);

        ChatResponse joined = updates.ToChatResponse();
        Assert.Equal(whole.Text, string.Concat(updates.Select(update => update.Text)));
        Assert.Equal(whole.Text, Assert.Single(joined.Messages).Text);
        Assert.Equal((whole.ModelId, whole.FinishReason), (joined.ModelId, joined.FinishReason));
        Assert.Equal(whole.Usage!.OutputTokenCount, joined.Usage!.OutputTokenCount);
        Assert.All(updates, update => Assert.NotEmpty(update.Contents));
        Assert.All(updates.SkipLast(1), update => Assert.Null(update.FinishReason));
        Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>());
    }

    [Fact]
    public async Task GetResponse_TokenLimit_FinishesWithLength()
    {
        ChatResponse response = await _client.GetResponseAsync([s_broken], new ChatOptions { MaxOutputTokens = 3 });

        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal(3, response.Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task GetResponse_64CallsAtOnce_EqualCallsOneByOne()
    {
        ChatMessage[][] chats = [.. Enumerable.Range(0, 64).Select(number => new ChatMessage[]
        {
            new(ChatRole.User, $"Where is my order {number}?"),
        })];
        var options = new ChatOptions { MaxOutputTokens = 12 };
        List<string> expected = [];
        foreach (ChatMessage[] chat in chats)
        {
            expected.Add((await _client.GetResponseAsync(chat, options)).Text);
        }

        ChatResponse[] responses =
            await Task.WhenAll(chats.Select(chat => _client.GetResponseAsync(chat, options)));

        Assert.Equal(expected, responses.Select(response => response.Text));
    }

    [Fact]
    public async Task GetResponse_CanceledToken_Throws()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _client.GetResponseAsync([s_broken], cancellationToken: source.Token));
    }

    [Fact]
    public async Task GetStreamingResponse_CanceledMidStream_Throws()
    {
        using var source = new CancellationTokenSource();
        int count = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate update in _client.GetStreamingResponseAsync(
                [s_broken], cancellationToken: source.Token))
            {
                count++;
                await source.CancelAsync();
            }
        });

        Assert.Equal(1, count);
    }

    [Fact]
    public async Task Dispose_SharedModel_StaysUsable()
    {
        var client = new LanguageModelChatClient(inBox.Model);

        client.Dispose();

        Assert.NotEmpty((await _client.GetResponseAsync([s_broken])).Text);
    }

    [Fact]
    public void GetService_WhatTheClientHas_IsGivenWithoutAKey()
    {
        var metadata = _client.GetRequiredService<ChatClientMetadata>();

        Assert.Equal(("gptprompting", "tiny-gpt"), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Same(inBox.Model, _client.GetService<LanguageModel>());
        Assert.Same(ChatTemplate.Plain, _client.GetService<ChatTemplate>());
        Assert.Same(_client, _client.GetService<IChatClient>());
        Assert.Null(_client.GetService<string>());
        Assert.Null(_client.GetService<LanguageModel>("key"));
        Assert.Throws<ArgumentNullException>(() => _client.GetService(null!));
    }

    [Fact]
    public async Task GetResponse_OtherRolesAndContents_AreRefusedByName()
    {
        await RefusedAsync("'tool'", new ChatMessage(ChatRole.Tool, "x"));
        await RefusedAsync("DataContent",
            new ChatMessage(ChatRole.User, [new DataContent("data:image/png;base64,AA==")]));
        await RefusedAsync("FunctionCallContent",
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "f")]));
        await Assert.ThrowsAsync<ArgumentException>(() => _client.GetResponseAsync([]));
        await Assert.ThrowsAsync<ArgumentNullException>(
            () => _client.GetResponseAsync((IEnumerable<ChatMessage>)null!));
    }

    [Fact]
    public async Task GetResponse_TextInSeveralContents_IsOneText()
    {
        var parts = new ChatMessage(ChatRole.User, [new TextContent("My headset "), new TextContent("is broken.")]);

        ChatResponse response = await _client.GetResponseAsync([parts]);

        Assert.Equal((await _client.GetResponseAsync([s_broken])).Text, response.Text);
    }

    private async Task RefusedAsync(string name, ChatMessage message)
    {
        ArgumentException error =
            await Assert.ThrowsAsync<ArgumentException>(() => _client.GetResponseAsync([message]));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<ChatResponseUpdate>> CollectAsync(IChatClient client, ChatOptions options)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync([s_broken], options))
        {
            updates.Add(update);
        }

        return updates;
    }
}
