using System.Runtime.InteropServices;
using System.Text.Json;
using GptPrompting.Graphs;
using GptPrompting.Models;
using GptPrompting.Models.Folders;

namespace GptPrompting.Tests.Fakes;

/// <summary>A folder of <c>tests/SmallModels</c>, and what PyTorch computed for its weights.</summary>
internal sealed class SmallModel
{
    public const int Columns = 257;

    private readonly JsonElement _root;

    private SmallModel(JsonElement root) => _root = root;

    /// <summary>24 token ids.</summary>
    public int[] Ids => Integers(_root.GetProperty("ids"));

    /// <summary>Rows of logits, one for each of <see cref="Ids"/>.</summary>
    public float[][] Logits => Rows(_root.GetProperty("logits"));

    /// <summary>Two shorter sequences, of 5 and 12 tokens, that were read as a batch padded on the left.</summary>
    public int[][] PaddedIds => [.. _root.GetProperty("padded_ids").EnumerateArray().Select(Integers)];

    public float[][][] PaddedLogits => [.. _root.GetProperty("padded_logits").EnumerateArray().Select(Rows)];

    /// <summary>The first 8 of <see cref="Ids"/>.</summary>
    public int[] Prompt => Ids[.._root.GetProperty("prompt_length").GetInt32()];

    /// <summary>The most probable tokens after <see cref="Prompt"/>.</summary>
    public int[] Greedy => Integers(_root.GetProperty("greedy"));

    public static string Folder(string name) => Path.Combine(Repository.Root, "tests", "SmallModels", name);

    public static SmallModel Expected(string architecture)
    {
        string file = Path.Combine(Folder("expected"), architecture + ".json");
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(file));
        return new SmallModel(json.RootElement.Clone());
    }

    /// <summary>Opens a folder's graphs without its tokenizer.</summary>
    public static ICausalModel Open(
        string folder, string? variant = null, GraphRewriting rewriting = GraphRewriting.WhenLarge,
        AttentionForm form = AttentionForm.Packed)
    {
        ModelFolder files = ModelFolder.Open(Folder(folder), null, variant);
        ModelConfig config = files.ReadConfig();
        var options = new LanguageModelOptions { Threads = 1, Rewriting = rewriting };
        return FolderGraphs.Open(FolderGraphs.Source(files, config, options, form), config.ContextLength!.Value);
    }

    private static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetInt32())];

    private static float[][] Rows(JsonElement base64) =>
        [.. MemoryMarshal.Cast<byte, float>(base64.GetBytesFromBase64()).ToArray().Chunk(Columns)];
}
