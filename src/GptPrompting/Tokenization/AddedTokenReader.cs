using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads added tokens with their flags.</summary>
internal static class AddedTokenReader
{
    /// <summary>Reads the <c>added_tokens</c> of a <c>tokenizer.json</c>.</summary>
    /// <exception cref="FormatException">An entry is not well formed.</exception>
    public static AddedToken[] ReadAll(JsonElement root) => root.Member("added_tokens") is null
        ? []
        : [.. root.Items("added_tokens").Select(token => Read(token, token.RequiredMember("id").AsId("id")))];

    /// <param name="token">The token's text and flags.</param>
    /// <param name="id">Its id, which stands elsewhere in some files.</param>
    /// <exception cref="FormatException">The entry is not well formed.</exception>
    public static AddedToken Read(JsonElement token, int id)
    {
        bool isSpecial = token.Flag("special");
        return new AddedToken(id, token.RequiredText("content"))
        {
            IsSpecial = isSpecial,
            IsSingleWord = token.Flag("single_word"),
            StripsLeft = token.Flag("lstrip"),
            StripsRight = token.Flag("rstrip"),
            IsNormalized = token.Flag("normalized", otherwise: !isSpecial),
        };
    }
}
