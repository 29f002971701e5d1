namespace GptPrompting.Tokenization;

// What tokenizer_config.json adds.
public sealed partial class HuggingFaceTokenizer
{
    /// <returns>The same, with tokens by their roles, as "bos_token".</returns>
    internal HuggingFaceTokenizer WithRoles(IReadOnlyDictionary<string, string> roles)
    {
        return new HuggingFaceTokenizer(_encoder, _vocabulary, _decoding, _template)
        {
            BosId = IdFor("bos_token"),
            EosId = IdFor("eos_token"),
            UnkId = IdFor("unk_token"),
            PadId = IdFor("pad_token"),
            ClsId = IdFor("cls_token"),
            SepId = IdFor("sep_token"),
            MaskId = IdFor("mask_token"),
        };

        int? IdFor(string role) => roles.TryGetValue(role, out string? token) ? IdOf(token) : null;
    }

    private HuggingFaceTokenizer WithConfig(string file, TokenizerConfig names) =>
        new(_encoder, _vocabulary, _decoding, _template)
        {
            File = file,
            BosId = RequiredId(file, names, "bos_token", BosId),
            EosId = RequiredId(file, names, "eos_token", EosId),
            UnkId = Id(names, "unk_token", UnkId),
            PadId = Id(names, "pad_token", PadId),
            ClsId = Id(names, "cls_token", ClsId),
            SepId = Id(names, "sep_token", SepId),
            MaskId = Id(names, "mask_token", MaskId),
            ModelMaxLength = names.MaxLength,
        };

    private int? RequiredId(string file, TokenizerConfig names, string role, int? otherwise) =>
        names.Role(role) is { } token && IdOf(token.Content) is null
            ? throw new FormatException($"'{role}' is '{token.Content}', which is no token of {Path.GetFileName(file)}")
            : Id(names, role, otherwise);

    // A padding token that a trainer has added but the model does not know is no fault.
    private int? Id(TokenizerConfig names, string role, int? otherwise) =>
        !names.Names(role) ? otherwise : names.Role(role) is { } token ? IdOf(token.Content) : null;
}
