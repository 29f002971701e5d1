using GptPrompting.Chat;
using GptPrompting.Generation;
using GptPrompting.Tests.Chat;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;
using TextContent = Microsoft.SemanticKernel.TextContent;

namespace GptPrompting.SemanticKernel.Tests;

public sealed class OnnxGptChatCompletionServiceTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private const string Question = "My headset is broken.";
    private readonly OnnxGptChatCompletionService _service = new(inBox.Model);

    public static TheoryData<string> Families => [.. JinjaTemplates.ByFamily.Keys];

    [Fact]
    public void Attributes_ModelId_IsTheFolderName() => Assert.Equal("tiny-gpt", _service.GetModelId());

    [Fact]
    public async Task GetChatMessageContents_Question_IsAnsweredWithMetadata()
    {
        IReadOnlyList<ChatMessageContent> answers = await _service.GetChatMessageContentsAsync(Asked(Question));

        ChatMessageContent answer = Assert.Single(answers);
        Completion expected = inBox.Model.Generate(
            $"User: {Question}\nAssistant:", new GenerationOptions { StopSequences = ["\n"] });
        Assert.Equal((AuthorRole.Assistant, expected.Text[1..]), (answer.Role, answer.Content));
        Assert.Equal(("tiny-gpt", "Stop"), (answer.ModelId, answer.Metadata!["FinishReason"]));
        var usage = Assert.IsType<UsageDetails>(answer.Metadata["Usage"]);
        Assert.Equal(expected.Usage.InputTokenCount, usage.InputTokenCount);
        Assert.IsType<Completion>(answer.InnerContent);
    }

    [Fact]
    public async Task GetChatMessageContents_SeveralResults_AreThoseOfTheRuntime()
    {
        var settings =
            new OnnxGptPromptExecutionSettings { Temperature = 1, Seed = 5, ResultsPerPrompt = 3, MaxTokens = 8 };

        IReadOnlyList<ChatMessageContent> answers =
            await _service.GetChatMessageContentsAsync(Asked(Question), settings);

        ChatPrompt prompt = ChatTemplate.Plain.Render([new ChatTurn(ChatTurnRole.User, Question)]);
        Assert.Equal(
            inBox.Model.ReplyMany(prompt, settings.ToGenerationOptions()).Select(each => each.Text),
            answers.Select(answer => answer.Content));
    }

    [Fact]
    public async Task GetStreamingChatMessageContents_Updates_MakeUpTheWholeAnswer()
    {
        var settings = new OnnxGptPromptExecutionSettings { MaxTokens = 20 };
        string? whole = (await _service.GetChatMessageContentsAsync(Asked(Question), settings))[0].Content;

        List<StreamingChatMessageContent> updates = [];
        await foreach (StreamingChatMessageContent update in _service.GetStreamingChatMessageContentsAsync(
            Asked(Question), settings))
        {
            updates.Add(update);
        }

        Assert.Equal(whole, string.Concat(updates.Select(update => update.Content)));
        Assert.All(updates, update => Assert.Equal(
            ("tiny-gpt", 0, (AuthorRole?)AuthorRole.Assistant), (update.ModelId, update.ChoiceIndex, update.Role)));
        Assert.All(updates.SkipLast(1), update => Assert.False(update.Metadata!.ContainsKey("Usage")));
        Assert.True(updates[^1].Metadata!.ContainsKey("FinishReason"));
        Assert.IsType<UsageDetails>(updates[^1].Metadata!["Usage"]);
    }

    [Fact]
    public async Task GetChatMessageContents_DeveloperMessageAndSeveralTexts_AreRead()
    {
        ChatHistory history = [];
        history.Add(new ChatMessageContent(AuthorRole.Developer, "Be kind."));
        history.Add(new ChatMessageContent(
            AuthorRole.User, [new TextContent("My headset "), new TextContent("is broken.")]));
        ChatPrompt prompt = ChatTemplate.Plain.Render(
            [new ChatTurn(ChatTurnRole.System, "Be kind."), new ChatTurn(ChatTurnRole.User, Question)]);

        IReadOnlyList<ChatMessageContent> answers = await _service.GetChatMessageContentsAsync(history);

        Assert.Equal(inBox.Model.Reply(prompt).Text, answers[0].Content);
    }

    [Fact]
    public async Task GetChatMessageContents_WhatCannotBeShown_IsRefusedByName()
    {
        await RefusedAsync("'tool'", new ChatMessageContent(AuthorRole.Tool, "x"));
        await RefusedAsync("ChatMessageContent", new ChatMessageContent(
            AuthorRole.User, [new ChatMessageContent(AuthorRole.User, "within another")]));
        await Assert.ThrowsAsync<ArgumentException>(() => _service.GetChatMessageContentsAsync([]));
        await Assert.ThrowsAsync<ArgumentException>(() => _service.GetChatMessageContentsAsync(
            Asked(Question), new OnnxGptPromptExecutionSettings { Echo = true }));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task GetChatMessageContents_Injection_AddsNoSpecialTokenToThePrompt(string family)
    {
        using var folder = new MarkedTokenizer(JinjaTemplates.ByFamily[family]);
        var silent = new SilentModel(MarkedTokenizer.VocabularySize, endOfText: 2047);
        using var model = new LanguageModel("marked", silent, folder.Load(), [2047]);
        var service = new OnnxGptChatCompletionService(model);
        int[] expected = await SpecialIdsAsync("Hello.");

        foreach (string text in Injections.All)
        {
            Assert.Equal(expected, await SpecialIdsAsync(text));
        }

        async Task<int[]> SpecialIdsAsync(string text)
        {
            await service.GetChatMessageContentsAsync(Asked(text));
            return [.. silent.Prompt.Where(model.Tokenizer.IsSpecial)];
        }
    }

    [Fact]
    public async Task GetChatMessageContents_InjectionIntoThePlainForm_IsReadAsTheTemplateWritesIt()
    {
        var silent = new SilentModel(2048, endOfText: 2047);
        using var model = new LanguageModel("plain", silent, inBox.Model.Tokenizer, [2047]);
        var service = new OnnxGptChatCompletionService(model);

        foreach (string text in Injections.All)
        {
            await service.GetChatMessageContentsAsync(Asked(text));

            ChatPrompt prompt = ChatTemplate.Plain.Render([new ChatTurn(ChatTurnRole.User, text)]);
            Assert.DoesNotContain(2047, silent.Prompt);
            Assert.Equal(prompt.Text, model.Tokenizer.Decode(silent.Prompt));
        }
    }

    private static ChatHistory Asked(string question)
    {
        ChatHistory history = [];
        history.AddUserMessage(question);
        return history;
    }

    private async Task RefusedAsync(string name, ChatMessageContent message)
    {
        ChatHistory history = [];
        history.Add(message);
        ArgumentException error =
            await Assert.ThrowsAsync<ArgumentException>(() => _service.GetChatMessageContentsAsync(history));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }
}
