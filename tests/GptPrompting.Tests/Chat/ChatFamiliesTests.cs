using GptPrompting.Chat;

namespace GptPrompting.Tests.Chat;

public sealed class ChatFamiliesTests
{
    private static readonly ChatTurn[] s_chat =
    [
        new(ChatTurnRole.System, "S"), new(ChatTurnRole.User, "U1"), new(ChatTurnRole.Assistant, "A1"),
        new(ChatTurnRole.User, "U2"),
    ];

    /// <summary>What the Jinja templates say for the same chat, by hand.</summary>
    private static readonly Dictionary<string, string> s_expected = new()
    {
        ["chatml"] = "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nU1<|im_end|>\n<|im_start|>assistant\nA1"
            + "<|im_end|>\n<|im_start|>user\nU2<|im_end|>\n<|im_start|>assistant\n",
        ["llama-3"] = "<s><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|><|start_header_id|>user"
            + "<|end_header_id|>\n\nU1<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nA1<|eot_id|>"
            + "<|start_header_id|>user<|end_header_id|>\n\nU2<|eot_id|>"
            + "<|start_header_id|>assistant<|end_header_id|>\n\n",
        ["phi-3"] = "<|system|>\nS<|end|>\n<|user|>\nU1<|end|>\n<|assistant|>\nA1<|end|>\n<|user|>\nU2<|end|>\n"
            + "<|assistant|>\n",
        ["zephyr"] = "<|system|>\nS</s>\n<|user|>\nU1</s>\n<|assistant|>\nA1</s>\n<|user|>\nU2</s>\n<|assistant|>\n",
        ["llama-2"] = "<s>[INST] <<SYS>>\nS\n<</SYS>>\n\nU1 [/INST] A1 </s><s>[INST] U2 [/INST]",
        ["mistral"] = "<s>[INST] S\n\nU1 [/INST]A1</s>[INST] U2 [/INST]",
        ["gemma"] = "<s><start_of_turn>user\nS\n\nU1<end_of_turn>\n<start_of_turn>model\nA1<end_of_turn>\n"
            + "<start_of_turn>user\nU2<end_of_turn>\n<start_of_turn>model\n",
    };

    public static TheoryData<string> Families => [.. JinjaTemplates.ByFamily.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public void Load_JinjaOfAFamily_IsWrittenAsItsModelsWereTrained(string family)
    {
        using var folder = new MarkedTokenizer(JinjaTemplates.ByFamily[family]);
        using var model = new LanguageModel(
            "marked", new SilentModel(MarkedTokenizer.VocabularySize, 2047), folder.Load(), [2047]);

        ChatTemplate template = model.LoadChatTemplate();

        // Jinja has no system message for the last two; here its text begins the first question, as in Gemma 3.
        Assert.Equal(family, template.Name);
        Assert.Equal(s_expected[family], template.Render(s_chat).Text);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Encode_HarmlessChat_HasTheIdsOfTheWholeText(string family)
    {
        using var folder = new MarkedTokenizer(JinjaTemplates.ByFamily[family]);
        using var model = new LanguageModel(
            "marked", new SilentModel(MarkedTokenizer.VocabularySize, 2047), folder.Load(), [2047]);
        ChatPrompt prompt = model.LoadChatTemplate().Render(s_chat);

        int[] ids = model.Encode(prompt);

        Assert.Equal(model.Tokenizer.Encode(prompt.Text, addSpecialTokens: false), ids);
    }

    [Fact]
    public void Load_JinjaOfNoFamily_IsRefusedByName()
    {
        using var folder =
            new MarkedTokenizer("{% for m in messages %}### {{ m['role'] }}: {{ m['content'] }}{% endfor %}");

        var error = Assert.Throws<ModelFormatException>(() => ChatTemplate.Load(folder.Folder));

        Assert.Contains("tokenizer_config.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("ChatTemplate.Plain", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OwnTemplate_IsTakenBeforeJinja()
    {
        using var folder = new MarkedTokenizer(JinjaTemplates.ChatMl);
        string path = Path.Combine(folder.Folder, "chat_template.scriban");
        File.WriteAllText(path, "{{ for each in messages }}{{ each.role }}> {{ each.text }}\n{{ end }}assistant>");

        ChatTemplate template = ChatTemplate.Load(folder.Folder);

        Assert.Equal(path, template.Name);
        Assert.Equal("system> S\nuser> U1\nassistant> A1\nuser> U2\nassistant>", template.Render(s_chat).Text);
    }

    [Fact]
    public void Load_JinjaFile_IsTakenBeforeTheConfig()
    {
        using var folder = new MarkedTokenizer(JinjaTemplates.ChatMl);
        File.WriteAllText(Path.Combine(folder.Folder, "chat_template.jinja"), JinjaTemplates.Phi3);

        Assert.Equal("phi-3", ChatTemplate.Load(folder.Folder).Name);
    }

    [Fact]
    public void Load_FolderWithoutTemplate_IsPlain() =>
        Assert.Same(ChatTemplate.Plain, ChatTemplate.Load(TinyGpt.Folder));

    [Fact]
    public void Render_SystemMessageBehindOthers_IsRefusedWhereTheFamilyHasNone()
    {
        using var folder = new MarkedTokenizer(JinjaTemplates.Llama2);
        var tokens = new ChatTokens { BeginOfText = "<s>", EndOfText = "</s>", Special = ["<s>", "</s>"] };
        ChatTemplate template = ChatTemplate.Load(folder.Folder, tokens);

        var error = Assert.Throws<ArgumentException>(() => template.Render([s_chat[1], s_chat[0], s_chat[3]]));

        Assert.Contains("llama-2 does not show message 2 (System)", error.Message, StringComparison.Ordinal);
    }
}
