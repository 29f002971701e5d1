using System.Text.Json.Nodes;
using GptPrompting.Tokenization;

namespace GptPrompting.Tests.Chat;

/// <summary>
/// Compiled into the tests of all chats: a folder with the in-box model's tokenizer, special tokens of all families,
/// and a Jinja chat template.
/// </summary>
internal sealed class MarkedTokenizer : IDisposable
{
    private static readonly string[] s_marks =
    [
        "<s>", "</s>", "<|im_start|>", "<|im_end|>", "<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>",
        "<|eot_id|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>", "<start_of_turn>", "<end_of_turn>", "<bos>",
    ];

    private const int OwnTokens = 2048;

    public MarkedTokenizer(string jinja)
    {
        JsonObject json = Read("tokenizer.json");
        JsonObject config = Read("tokenizer_config.json");
        foreach ((int index, string mark) in s_marks.Index())
        {
            json["added_tokens"]!.AsArray().Add(new JsonObject
            {
                ["id"] = OwnTokens + index,
                ["content"] = mark,
                ["single_word"] = false,
                ["lstrip"] = false,
                ["rstrip"] = false,
                ["normalized"] = false,
                ["special"] = true,
            });
        }

        config["chat_template"] = jinja;
        config["bos_token"] = "<s>";
        config["eos_token"] = "</s>";
        File.WriteAllText(Path.Combine(Folder, "tokenizer.json"), json.ToJsonString());
        File.WriteAllText(Path.Combine(Folder, "tokenizer_config.json"), config.ToJsonString());
    }

    public static int VocabularySize => OwnTokens + s_marks.Length;

    public string Folder { get; } = Directory.CreateTempSubdirectory("chat").FullName;

    public HuggingFaceTokenizer Load() => HuggingFaceTokenizer.LoadFolder(Folder);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static JsonObject Read(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(TinyGpt.Folder, name)))!.AsObject();
}
