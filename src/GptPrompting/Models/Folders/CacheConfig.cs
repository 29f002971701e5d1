using System.Text.Json;

namespace GptPrompting.Models.Folders;

/// <summary>What a config file says of the key-value cache; many graphs leave its sizes open.</summary>
internal sealed record CacheConfig
{
    // Names in the order of preference: heads that keep keys and values, heads, numbers per head, width, layers.
    private static readonly string[] KeyValueHeadKeys =
        ["num_key_value_heads", "num_kv_heads", "n_head_kv", "multi_query_group_num"];

    private static readonly string[] HeadKeys = ["num_attention_heads", "n_head", "num_heads", "n_heads"];
    private static readonly string[] SizeKeys = ["head_dim", "head_size", "kv_channels", "d_kv"];
    private static readonly string[] WidthKeys = ["hidden_size", "n_embd", "d_model"];
    private static readonly string[] LayerKeys = ["num_hidden_layers", "n_layer", "num_layers", "n_layers"];

    // Models in which layers or parts of a head differ from what the keys above say.
    private static readonly string[] IrregularKeys =
    [
        "layer_types", "layers_block_type", "num_kv_shared_layers", "attn_layer_indices", "kv_lora_rank",
        "multi_query", "new_decoder_architecture", "attn_config", "block_types", "global_head_dim",
    ];

    /// <summary>The file that says it; null where none does.</summary>
    public string? File { get; init; }

    public (string Key, int Value)? Heads { get; init; }

    public (string Key, int Value)? Size { get; init; }

    public (string Key, int Value)? Layers { get; init; }

    /// <summary>Numbers of one token between two layers; null where no config says.</summary>
    public int? Width { get; init; }

    /// <summary>Whether layers may differ, so that what the graph says cannot contradict.</summary>
    public bool IsIrregular { get; init; }

    public static CacheConfig Read(JsonElement root, string file)
    {
        JsonElement text = root.TryGetProperty("text_config", out JsonElement inner)
            && inner.ValueKind == JsonValueKind.Object ? inner : root;
        (string Key, int Value)? heads = First(text, HeadKeys);
        bool isIrregular = IrregularKeys.Any(key => text.TryGetProperty(key, out _));
        (string Key, int Value)? width = First(text, WidthKeys);
        return new CacheConfig
        {
            File = file,
            Heads = First(text, KeyValueHeadKeys) ?? (isIrregular ? null : heads),
            Size = First(text, SizeKeys) ?? (heads is var (headKey, count) && width is var (widthKey, wide)
                && wide % count == 0 ? ($"{widthKey} / {headKey}", wide / count) : null),
            Layers = First(text, LayerKeys),
            Width = width?.Value,
            IsIrregular = isIrregular,
        };
    }

    /// <summary>Heads and size from what the graph gives, -1 where it leaves them open, and from the config.</summary>
    /// <exception cref="ModelFormatException">They contradict each other, or none gives one of them.</exception>
    public (int Heads, int Size) Join(int heads, int size, string past, string path) =>
        (Join(heads, Heads, "heads", past, path), Join(size, Size, "numbers per head", past, path));

    /// <exception cref="ModelFormatException">The graph has another number of layers than the config.</exception>
    public void CheckLayers(int layers, string path)
    {
        if (Layers is var (key, stated) && stated != layers && !IsIrregular)
        {
            throw new ModelFormatException(path,
                $"the graph keeps keys and values of {layers} layers, but {key} in {FileName} is {stated}");
        }
    }

    private int Join(int inGraph, (string Key, int Value)? inConfig, string what, string past, string path)
    {
        if (inGraph < 0)
        {
            return inConfig?.Value ?? throw new ModelFormatException(path, $"the past '{past}' leaves its {what} open, "
                + $"and {FileName} does not give them either");
        }

        bool contradicts = inConfig is not null && inConfig.Value.Value != inGraph && !IsIrregular;
        return contradicts || inGraph == 0
            ? throw new ModelFormatException(path, $"the past '{past}' has {inGraph} {what}"
                + (contradicts ? $", but {inConfig!.Value.Key} in {FileName} is {inConfig.Value.Value}" : ""))
            : inGraph;
    }

    private string FileName => Path.GetFileName(File) ?? "the config";

    private static (string Key, int Value)? First(JsonElement root, string[] keys) => keys
        .Where(key => root.TryGetProperty(key, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number > 0)
        .Select(key => ((string, int)?)(key, root.GetProperty(key).GetInt32())).FirstOrDefault();
}
