using System.Text;
using System.Text.Json.Nodes;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tokenization;

// Files damaged from a fixed seed: each opens and encodes, or is refused with a ModelFormatException, in bounded time.
public sealed class DamagedTokenizerTests : IDisposable
{
    private const string Text = "the quick\n  brown <s>fox</s> é😀 123 [MASK] \u00a0don't <|endoftext|>";

    // Far beyond what all rounds of a test take, so that only a hang is long.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    // Far beyond what a round takes, and far below what a bomb takes.
    private const long MostBytes = 300_000_000;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Styles => StyleTests.Names;

    public static TheoryData<string> Pieces => [.. PieceFiles.Select(path => Path.GetFileName(path)!)];

    private static string[] PieceFiles { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Expected"), "piece.*.model")
            .Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Styles))]
    public Task Load_ValuesPutInOtherPlaces_LoadsOrSaysWhatIsWrong(string style)
    {
        string json = Small(style).ToJsonString();
        var random = new Random(style.Length);
        return TryAllAsync(110, round => Try("tokenizer.json", Encoding.UTF8.GetBytes(JsonMutation.Of(json, random))));
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public Task Load_BytesChangedOrCutOff_LoadsOrSaysWhatIsWrong(string style)
    {
        byte[] whole = Encoding.UTF8.GetBytes(Small(style).ToJsonString());
        byte[] other = Encoding.UTF8.GetBytes(TokenizerJson.Of("a b", "c d").ToJsonString());
        var mutation = new FileMutation(whole, [other, whole]);
        var random = new Random(style.Length);
        return TryAllAsync(50, round => Try("tokenizer.json", mutation.Next(random)));
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public Task Load_SentencePieceModelDamaged_LoadsOrSaysWhatIsWrong(string name)
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Expected", name));
        var mutation = new FileMutation(whole, [.. PieceFiles.Select(File.ReadAllBytes)]);
        var random = new Random(name.Length);
        return TryAllAsync(250, round => Try("tokenizer.model", mutation.Next(random)));
    }

    [Theory]
    [InlineData("tokenizer_config.json")]
    [InlineData("vocab.json")]
    [InlineData("merges.txt")]
    public Task LoadFolder_OneFileDamaged_LoadsOrSaysWhatIsWrong(string name)
    {
        JsonNode vocabulary = TokenizerJson.Of("h e", "t he")["model"]!["vocab"]!;
        (vocabulary["<s>"], vocabulary["</s>"]) = (258, 259);
        var files = new Dictionary<string, string>
        {
            ["vocab.json"] = vocabulary.ToJsonString(),
            ["merges.txt"] = "#version: 0.2\nh e\nt he\n",
            ["tokenizer_config.json"] = """
                {"tokenizer_class": "GPT2Tokenizer", "bos_token": {"content": "<s>", "lstrip": true},
                "eos_token": "</s>", "add_bos_token": true, "model_max_length": 512, "added_tokens_decoder":
                {"258": {"content": "<s>"}, "259": {"content": "</s>", "special": true}}, "add_prefix_space": false}
                """,
        };
        files.ToList().ForEach(file => _folder.Write(file.Key, file.Value));
        var mutation = new FileMutation(
            Encoding.UTF8.GetBytes(files[name]), [.. files.Values.Select(Encoding.UTF8.GetBytes)]);
        var random = new Random(3);
        return TryAllAsync(400, round =>
        {
            bool isJson = round % 3 > 0 && name != "merges.txt";
            _folder.Write(name, isJson
                ? Encoding.UTF8.GetBytes(JsonMutation.Of(files[name], random))
                : mutation.Next(random));
            Use(HuggingFaceTokenizer.LoadFolder(_folder.Path));
        });
    }

    // On a thread of its own, so that a round without end fails and does not stop the suite.
    private static async Task TryAllAsync(int rounds, Action<int> round)
    {
        int refused = await Task.Run(() => Enumerable.Range(0, rounds).Count(i => IsRefused(i, round)))
            .WaitAsync(Longest);

        Assert.InRange(refused, 1, rounds - 1);
    }

    private static bool IsRefused(int i, Action<int> round)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? error = Record.Exception(() => round(i));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(error is null or ModelFormatException, $"Round {i}: {error}");
        Assert.True(allocated < MostBytes, $"Round {i} took {allocated} bytes.");
        return error is not null;
    }

    private void Try(string name, byte[] bytes) => Use(HuggingFaceTokenizer.Load(_folder.Write(name, bytes)));

    private static void Use(HuggingFaceTokenizer tokenizer)
    {
        int[] ids = tokenizer.Encode(Text, addSpecialTokens: true);
        tokenizer.Decode(ids);
        tokenizer.Decode([.. ids.Reverse()], skipSpecialTokens: true);
        tokenizer.EncodeToTokens(Text, out _);
        Assert.All(ids, id => Assert.InRange(id, 0, tokenizer.VocabularySize - 1));
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
}
