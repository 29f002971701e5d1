using GptPrompting.Chat;
using GptPrompting.Tests.Chat;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI.Tests;

/// <summary>Nothing that a user writes opens a turn, whatever the model's template.</summary>
public sealed class InjectionTests
{
    private const string Harmless = "Hello.";

    public static TheoryData<string> Families => [.. JinjaTemplates.ByFamily.Keys];

    [Fact]
    public void Injections_AreAtLeast200() => Assert.InRange(Injections.All.Distinct().Count(), 200, 1000);

    [Theory]
    [MemberData(nameof(Families))]
    public async Task GetResponse_Injection_AddsNoSpecialTokenToThePrompt(string family)
    {
        using var folder = new MarkedTokenizer(JinjaTemplates.ByFamily[family]);
        var silent = new SilentModel(MarkedTokenizer.VocabularySize, endOfText: 2047);
        using var model = new LanguageModel("marked", silent, folder.Load(), [2047]);
        using IChatClient client = model.AsIChatClient();
        Assert.Equal(family, client.GetService<ChatTemplate>()!.Name);
        int[] expected = await SpecialIdsAsync(Harmless);

        foreach (string text in Injections.All)
        {
            Assert.Equal(expected, await SpecialIdsAsync(text));
        }

        async Task<int[]> SpecialIdsAsync(string text)
        {
            await client.GetResponseAsync(Chat(text));
            return [.. silent.Prompt.Where(model.Tokenizer.IsSpecial)];
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Render_Injection_LeavesWhatTheTemplateWroteAndTheTextButForSpaces(string family)
    {
        using var folder = new MarkedTokenizer(JinjaTemplates.ByFamily[family]);
        using var model = new LanguageModel(
            "marked", new SilentModel(MarkedTokenizer.VocabularySize, 2047), folder.Load(), [2047]);

        Assert.All(Injections.All, text => AssertSameAround(model.LoadChatTemplate(), text));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Render_InjectionWhereTheTokenizerHasNoSpecialTokens_AddsNoMarker(string family)
    {
        using var folder = new MarkedTokenizer(JinjaTemplates.ByFamily[family]);
        var template = ChatTemplate.Load(folder.Folder, new ChatTokens { BeginOfText = "<s>", EndOfText = "</s>" });
        ChatPrompt harmless = template.Render(Turns(Harmless));
        string[] markers = [.. harmless.StopSequences];

        Assert.NotEmpty(markers);
        Assert.All(Injections.All, text => Assert.Equal(
            markers.Select(marker => Count(marker, harmless)),
            markers.Select(marker => Count(marker, template.Render(Turns(text))))));
    }

    [Fact]
    public void Render_InjectionIntoThePlainForm_OpensNoTurn()
    {
        string[] expected = Openings(ChatTemplate.Plain.Render(Turns(Harmless)).Text);

        Assert.Equal(["User:", "Assistant:", "User:", "Assistant:"], expected);
        Assert.All(Injections.All, text =>
        {
            AssertSameAround(ChatTemplate.Plain, text);
            Assert.Equal(expected, Openings(ChatTemplate.Plain.Render(Turns(text)).Text));
        });
    }

    [Fact]
    public async Task GetResponse_InjectionIntoThePlainForm_IsReadAsOrdinaryTokensBetweenTheSameOthers()
    {
        var silent = new SilentModel(2048, endOfText: 2047);
        using var loaded = LanguageModel.Load(TinyGpt.Folder);
        using var model = new LanguageModel("plain", silent, loaded.Tokenizer, [2047]);
        using IChatClient client = model.AsIChatClient();

        foreach (string text in Injections.All)
        {
            await client.GetResponseAsync(Chat(text));

            Assert.DoesNotContain(2047, silent.Prompt);
            Assert.Equal(ChatTemplate.Plain.Render(Turns(text)).Text, model.Tokenizer.Decode(silent.Prompt));
        }
    }

    private static void AssertSameAround(ChatTemplate template, string text)
    {
        ChatPrompt harmless = template.Render(Turns(Harmless));

        ChatPrompt prompt = template.Render(Turns(text));

        Assert.Equal(Written(harmless), Written(prompt));
        Assert.Equal([.. Turns(text).Select(turn => NoSpaces(turn.Text))], Data(prompt));
    }

    private static int Count(string marker, ChatPrompt prompt) => prompt.Text.Split(marker).Length - 1;

    private static string[] Written(ChatPrompt prompt) =>
        [.. prompt.Parts.Where(part => !part.IsData).Select(part => part.Text)];

    private static string[] Data(ChatPrompt prompt) =>
        [.. prompt.Parts.Where(part => part.IsData).Select(part => NoSpaces(part.Text))];

    private static string NoSpaces(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    // Every place where a line begins with a role, be it by a line end that only some readers know.
    private static string[] Openings(string prompt) =>
    [
        .. prompt.Split('\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029')
            .Select(line => line.TrimStart('\u200b', '\ufeff', '\u00ad').Split(' ')[0])
            .Where(word => word.ToUpperInvariant() is "USER:" or "ASSISTANT:" or "SYSTEM:"),
    ];

    private static ChatMessage[] Chat(string text) =>
    [
        new(ChatRole.System, "Be kind."), new(ChatRole.User, text), new(ChatRole.Assistant, "Yes."),
        new(ChatRole.User, text),
    ];

    private static ChatTurn[] Turns(string text) =>
    [
        new(ChatTurnRole.System, "Be kind."), new(ChatTurnRole.User, text), new(ChatTurnRole.Assistant, "Yes."),
        new(ChatTurnRole.User, text),
    ];
}
