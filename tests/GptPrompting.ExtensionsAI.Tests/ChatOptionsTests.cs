using System.Text.Json;
using GptPrompting.Chat;
using GptPrompting.Generation;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI.Tests;

public sealed class ChatOptionsTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private const string Question = "My headset is broken.";
    private readonly IChatClient _client = inBox.Model.AsIChatClient();

    public static TheoryData<string> Refused => [.. s_refused.Keys];

    private static readonly Dictionary<string, ChatOptions> s_refused = new()
    {
        ["ConversationId"] = new() { ConversationId = "1" },
        ["Tools"] = new() { Tools = [AIFunctionFactory.Create(() => 1, "one")] },
        ["ToolMode"] = new() { ToolMode = ChatToolMode.RequireAny },
        ["ResponseFormat"] = new() { ResponseFormat = ChatResponseFormat.Json },
        ["Reasoning"] = new() { Reasoning = new ReasoningOptions() },
        ["ModelId"] = new() { ModelId = "gpt-5" },
        ["Seed"] = new() { Seed = long.MaxValue },
        ["RawRepresentationFactory"] = new() { RawRepresentationFactory = _ => "text" },
        ["'typo'"] = new() { AdditionalProperties = new() { ["typo"] = 1 } },
        ["'temperature'"] = new() { AdditionalProperties = new() { ["temperature"] = 1 } },
        ["'min_p' is \"much\""] = new() { AdditionalProperties = new() { ["min_p"] = "much" } },
        ["MinP is 2"] = new() { AdditionalProperties = new() { ["min_p"] = 2 } },
        ["Temperature is -1"] = new() { Temperature = -1 },
        ["Echo"] = new() { RawRepresentationFactory = _ => new GenerationOptions { Echo = true } },
        ["ResultCount is 2"] = new() { RawRepresentationFactory = _ => new GenerationOptions { ResultCount = 2 } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task GetResponse_OptionThatCannotBeHonoured_IsRefusedByName(string name)
    {
        ArgumentException error = await Assert.ThrowsAnyAsync<ArgumentException>(
            () => _client.GetResponseAsync(Question, s_refused[name]));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_JsonSchema_IsObeyed()
    {
        JsonElement schema = JsonSerializer.SerializeToElement(new
        {
            type = "object",
            properties = new { urgent = new { type = "boolean" }, part = new { @enum = new[] { "ear", "cable" } } },
            required = new[] { "urgent", "part" },
            additionalProperties = false,
        });
        var options = new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(schema), MaxOutputTokens = 60,
        };

        ChatResponse response = await _client.GetResponseAsync(Question, options);

        JsonElement answer = JsonSerializer.Deserialize<JsonElement>(response.Text);
        Assert.Contains(answer.GetProperty("part").GetString(), new[] { "ear", "cable" });
        Assert.Contains(answer.GetProperty("urgent").ValueKind, new[] { JsonValueKind.True, JsonValueKind.False });
    }

    [Fact]
    public async Task GetResponse_OptionsThatAskForNothing_AreFine()
    {
        var options = new ChatOptions
        {
            Tools = [], ToolMode = ChatToolMode.None, ResponseFormat = ChatResponseFormat.Text, ModelId = "tiny-gpt",
            MaxOutputTokens = 1,
        };

        Assert.NotNull((await _client.GetResponseAsync(Question, options)).Text);
    }

    [Fact]
    public async Task GetResponse_SamplingOptions_AreThoseOfTheRuntime()
    {
        var options = new ChatOptions
        {
            Temperature = 0.8f, TopP = 0.9f, TopK = 40, Seed = 11, MaxOutputTokens = 30, FrequencyPenalty = 0.3f,
            PresencePenalty = 0.1f, StopSequences = ["!"],
            AdditionalProperties = new()
            {
                ["min_p"] = 0.01, ["repetition_penalty"] = JsonSerializer.SerializeToElement(1.1),
                ["no_repeat_ngram_size"] = "3",
            },
        };

        ChatResponse response = await _client.GetResponseAsync(Question, options);

        var expected = new GenerationOptions
        {
            Temperature = 0.8, TopP = 0.9, TopK = 40, Seed = 11, MaxOutputTokens = 30, FrequencyPenalty = 0.3,
            PresencePenalty = 0.1, StopSequences = ["!"], MinP = 0.01, RepetitionPenalty = 1.1, NoRepeatNgramSize = 3,
        };
        Assert.Equal(Reply(expected), response.Text);
    }

    [Fact]
    public async Task GetResponse_RawOptions_AreChangedByTheOthers()
    {
        var options = new ChatOptions
        {
            RawRepresentationFactory = _ => new GenerationOptions { Temperature = 1, Seed = 3, MaxOutputTokens = 99 },
            MaxOutputTokens = 9,
        };

        ChatResponse response = await _client.GetResponseAsync(Question, options);

        Assert.Equal(Reply(new GenerationOptions { Temperature = 1, Seed = 3, MaxOutputTokens = 9 }), response.Text);
    }

    [Fact]
    public async Task GetResponse_Instructions_AreASystemMessageBeforeAll()
    {
        const string Instructions = "You are a helpful customer service assistant.";
        var chat = new ChatMessage[] { new(ChatRole.System, Instructions), new(ChatRole.User, Question) };

        ChatResponse response = await _client.GetResponseAsync(
            Question, new ChatOptions { Instructions = Instructions });

        ChatResponse expected = await _client.GetResponseAsync(chat);
        Assert.Equal(expected.Text, response.Text);
        Assert.Equal(expected.Usage!.InputTokenCount, response.Usage!.InputTokenCount);
    }

    private string Reply(GenerationOptions options) =>
        inBox.Model.Reply(ChatTemplate.Plain.Render([new ChatTurn(ChatTurnRole.User, Question)]), options).Text;
}
