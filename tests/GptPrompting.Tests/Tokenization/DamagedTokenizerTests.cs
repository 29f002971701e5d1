using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tokenization;

// Files damaged from a fixed seed: each opens and encodes, or is refused with a ModelFormatException, in bounded time.
public sealed class DamagedTokenizerTests : IDisposable
{
    private const string Text = "the quick\n  brown <s>fox</s> é😀 123 [MASK] \u00a0don't";

    // Far beyond what a round takes, so that only a hang is long.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Values of every kind, some absurd, that take the place of others.
    private static readonly string[] Values =
    [
        "null", "true", "[]", "{}", "\"\"", "\"x\"", "-1", "0", "1e300", "2147483647", "16777215", "[[]]", "[1,2,3]",
        "{\"type\":\"Sequence\"}", "\"\\ud800\"", "\"▁\"", "\"(a+)+$\"", "0.5",
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Styles =>
        ["llama3", "llama2", "mistral", "gpt1", "bert", "fused-unknown", "contiguous", "roberta"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Styles))]
    public void Load_ValuesPutInOtherPlaces_LoadsOrSaysWhatIsWrong(string style)
    {
        string json = Small(style).ToJsonString();
        var random = new Random(style.Length);
        for (int round = 0; round < 400; round++)
        {
            JsonNode root = JsonNode.Parse(json)!;
            string damaged = Damage(root, random, 1 + (round % 3));

            Try("tokenizer.json", Encoding.UTF8.GetBytes(damaged), $"{style}, round {round}");
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Load_BytesChangedOrCutOff_LoadsOrSaysWhatIsWrong(string style)
    {
        byte[] whole = Encoding.UTF8.GetBytes(Small(style).ToJsonString());
        var random = new Random(style.Length);
        for (int round = 0; round < 250; round++)
        {
            Try("tokenizer.json", Changed(whole, random, round), $"{style}, round {round}");
        }
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("unigram-bytes")]
    [InlineData("normalized")]
    public void Load_SentencePieceModelDamaged_LoadsOrSaysWhatIsWrong(string name)
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Expected", $"piece.{name}.model"));
        var random = new Random(name.Length);
        for (int round = 0; round < 250; round++)
        {
            Try("tokenizer.model", Changed(whole, random, round), $"{name}, round {round}");
        }
    }

    [Fact]
    public void Load_ConfigDamaged_LoadsOrSaysWhatIsWrong()
    {
        const string Config = """
            {"tokenizer_class": "GPT2Tokenizer", "bos_token": {"content": "<s>", "lstrip": true}, "eos_token": "</s>",
            "add_bos_token": true, "model_max_length": 512, "added_tokens_decoder": {"256": {"content": "<s>"},
            "257": {"content": "</s>", "special": true}}, "add_prefix_space": false}
            """;
        _folder.Write("vocab.json", TokenizerJson.Of()["model"]!["vocab"]!.ToJsonString());
        _folder.Write("merges.txt", "#version: 0.2\n");
        var random = new Random(3);
        for (int round = 0; round < 400; round++)
        {
            string damaged = Damage(JsonNode.Parse(Config)!, random, 1 + (round % 2));
            _folder.Write("tokenizer_config.json", damaged);

            Try(() => HuggingFaceTokenizer.LoadFolder(_folder.Path), $"{damaged}, round {round}");
        }
    }

    private void Try(string name, byte[] bytes, string what)
    {
        string path = _folder.Write(name, bytes);
        Try(() => HuggingFaceTokenizer.Load(path), what);
    }

    private static void Try(Func<HuggingFaceTokenizer> load, string what)
    {
        var clock = Stopwatch.StartNew();
        Exception? error = Record.Exception(() =>
        {
            HuggingFaceTokenizer tokenizer = load();
            tokenizer.Decode(tokenizer.Encode(Text, addSpecialTokens: true));
        });

        Assert.True(error is null or ModelFormatException, $"{what}: {error}");
        Assert.True(clock.Elapsed < Longest, what);
    }

    // A tokenizer of the style with a vocabulary short enough that damage often meets its other parts.
    private static JsonObject Small(string style)
    {
        JsonObject json = JsonNode.Parse(
            ExpectedFile.ReadLines($"style.{style}.jsonl.gz").First().GetRawText())!.AsObject();
        JsonArray? merges = json["model"]!["merges"]?.AsArray();
        while (merges?.Count > 20)
        {
            merges.RemoveAt(merges.Count - 1);
        }

        return json;
    }

    private static byte[] Changed(byte[] whole, Random random, int round)
    {
        byte[] changed = whole[..(round % 4 == 0 ? random.Next(whole.Length) : whole.Length)];
        for (int fault = 0; fault < round % 5 && changed.Length > 0; fault++)
        {
            changed[random.Next(Math.Min(changed.Length, round % 2 == 0 ? 2_000 : int.MaxValue))] ^=
                (byte)(1 << random.Next(8));
        }

        return changed;
    }

    private static string Damage(JsonNode root, Random random, int faults)
    {
        const string Mark = "@here@";
        var values = new Queue<string>();
        for (int fault = 0; fault < faults; fault++)
        {
            (JsonNode parent, string name) = Place(root, random);
            Replace(parent, name, random, JsonValue.Create(Mark + fault));
            values.Enqueue(Values[random.Next(Values.Length)]);
        }

        string json = root.ToJsonString();
        for (int fault = 0; fault < faults; fault++)
        {
            json = json.Replace($"\"{Mark}{fault}\"", values.Dequeue(), StringComparison.Ordinal);
        }

        return json;
    }

    // Goes down from the root at random, so that the parts near it are met as often as the many tokens.
    private static (JsonNode Parent, string Name) Place(JsonNode node, Random random)
    {
        while (true)
        {
            string[] names = node is JsonObject members
                ? [.. members.Select(member => member.Key)]
                : [.. Enumerable.Range(0, node.AsArray().Count).Select(index => $"{index}")];
            string name = names.Length == 0 ? "added" : names[random.Next(names.Length)];
            JsonNode? child = names.Length == 0 ? null
                : node is JsonObject ? node[name] : node[int.Parse(name, null)];
            if (child is not (JsonObject or JsonArray) || random.Next(4) == 0)
            {
                return (node, name);
            }

            node = child;
        }
    }

    private static void Replace(JsonNode parent, string name, Random random, JsonNode value)
    {
        if (parent is JsonArray list)
        {
            int index = Math.Min(int.TryParse(name, out int at) ? at : 0, list.Count);
            if (random.Next(2) == 0 && index < list.Count)
            {
                list.RemoveAt(index);
            }

            list.Insert(index, value);
        }
        else if (random.Next(4) == 0)
        {
            parent.AsObject().Remove(name);
        }
        else
        {
            parent[name] = value;
        }
    }
}
