using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>
/// What <c>tokenizer_config.json</c>, <c>special_tokens_map.json</c> and <c>added_tokens.json</c> say, those that a
/// folder has.
/// </summary>
internal sealed class TokenizerConfig
{
    /// <summary>The names of the tokens that have a part to play.</summary>
    private static readonly string[] Roles =
        ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    // Of these classes transformers makes the template by the flags, whatever the file has.
    private static readonly string[] WithTemplateOfFlags = ["LlamaTokenizer", "CodeLlamaTokenizer", "GemmaTokenizer"];

    private readonly JsonElement _config;
    private readonly JsonElement _map;
    private readonly JsonElement _added;

    private TokenizerConfig(string folder)
    {
        _config = Root(Path.Combine(folder, "tokenizer_config.json"));
        _map = Root(Path.Combine(folder, "special_tokens_map.json"));
        _added = Root(Path.Combine(folder, "added_tokens.json"));
    }

    /// <summary>The first of the files that the folder has; null where it has none.</summary>
    public string? File { get; private set; }

    /// <summary>The Python class that the tokenizer was saved from, without "Fast"; null where none is named.</summary>
    public string? ClassName => _config.Text("tokenizer_class") is { } name
        ? name.EndsWith("Fast", StringComparison.Ordinal) ? name[..^4] : name
        : null;

    /// <exception cref="ModelFormatException">A file is not a JSON object.</exception>
    public static TokenizerConfig Load(string folder) => new(folder);

    /// <summary>Most tokens of one text; null where there is no real limit.</summary>
    /// <exception cref="FormatException">It is no number above 0.</exception>
    public int? MaxLength => _config.Member("model_max_length") switch
    {
        // Writers put 1e30 for "no limit".
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.GetDouble() >= 1 =>
            number.GetDouble() > int.MaxValue ? null : (int)number.GetDouble(),
        { } other => throw new FormatException(
            $"'model_max_length' is {other.GetRawText()}; it must be a number above 0"),
    };

    public bool? Flag(string name) => _config.Member(name) is null ? null : _config.Flag(name);

    /// <param name="idOf">Ids of tokens.</param>
    /// <returns>
    /// What <c>add_bos_token</c> and <c>add_eos_token</c> put around a text; null where they do not decide it.
    /// </returns>
    public SpecialTokenTemplate? Template(Func<string, int?> idOf)
    {
        return WithTemplateOfFlags.Contains(ClassName) && (Flag("add_bos_token") ?? Flag("add_eos_token")) is not null
            ? new SpecialTokenTemplate(
                Ids(Flag("add_bos_token") ?? true, "bos_token"), Ids(Flag("add_eos_token") ?? false, "eos_token"))
            : null;

        int[] Ids(bool isWanted, string role) =>
            isWanted && Role(role) is { } token && idOf(token.Content) is int id ? [id] : [];
    }

    /// <summary>Whether a file says which token has a role, be it that none has.</summary>
    public bool Names(string role) => Source(role).ValueKind != JsonValueKind.Undefined;

    /// <returns>The token that has a role, with its flags but without its id; null where none has.</returns>
    /// <exception cref="FormatException">The entry is neither a text nor an object.</exception>
    public AddedToken? Role(string role) => Source(role) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        var token => Special(token, role),
    };

    /// <summary>The tokens beside the model's own: those listed, then those that have a role.</summary>
    /// <param name="idOf">Ids of the model's tokens; one that has a role but no id is left out.</param>
    /// <param name="defaults">Tokens that have a role where the files name none.</param>
    /// <exception cref="FormatException">An entry is not well formed.</exception>
    public List<AddedToken> AddedTokens(Func<string, int?> idOf, IEnumerable<string> defaults)
    {
        List<AddedToken> tokens = [];
        if (_config.Member("added_tokens_decoder") is not null)
        {
            tokens.AddRange(_config.Members("added_tokens_decoder").Select(token => AddedTokenReader.Read(
                token.Value, int.TryParse(token.Name, out int id)
                    ? id
                    : throw new FormatException($"'added_tokens_decoder' has '{token.Name}' for an id"))));
        }

        if (_added.ValueKind == JsonValueKind.Object)
        {
            tokens.AddRange(_added.EnumerateObject()
                .Where(token => tokens.TrueForAll(known => known.Content != token.Name))
                .Select(token => new AddedToken(token.Value.AsId(token.Name), token.Name)));
        }

        IEnumerable<AddedToken> roles = Roles.Select(Role).OfType<AddedToken>()
            .Concat(Additional())
            .Concat(defaults.Select(content => new AddedToken(-1, content) { IsSpecial = true }));
        foreach (AddedToken role in roles)
        {
            if (tokens.TrueForAll(known => known.Content != role.Content) && idOf(role.Content) is int id)
            {
                tokens.Add(role with { Id = id });
            }
        }

        return tokens;
    }

    private IEnumerable<AddedToken> Additional() =>
        Source("additional_special_tokens") is { ValueKind: JsonValueKind.Array } tokens
            ? tokens.EnumerateArray().Select(token => Special(token, "additional_special_tokens"))
            : [];

    private static AddedToken Special(JsonElement token, string name) => token.ValueKind == JsonValueKind.Object
        ? AddedTokenReader.Read(token, -1) with { IsSpecial = true }
        : new AddedToken(-1, token.AsText(name)) { IsSpecial = true };

    private JsonElement Source(string role) =>
        _config.ValueKind == JsonValueKind.Object && _config.TryGetProperty(role, out JsonElement named) ? named
        : _map.ValueKind == JsonValueKind.Object && _map.TryGetProperty(role, out named) ? named
        : default;

    private JsonElement Root(string path)
    {
        if (!System.IO.File.Exists(path))
        {
            return default;
        }

        File ??= path;
        return JsonFile.Read(path, root => root.Clone());
    }
}
