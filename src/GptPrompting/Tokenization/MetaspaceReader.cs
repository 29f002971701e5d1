using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads what a <c>Metaspace</c> says, which is a pre-tokenizer or a decoder.</summary>
internal static class MetaspaceReader
{
    /// <returns>The mark that stands for a space.</returns>
    /// <exception cref="FormatException">It is not one character.</exception>
    public static char Mark(JsonElement config) => (config.Text("replacement") ?? "▁") switch
    {
        [char mark] => mark,
        string other => throw new FormatException($"'replacement' of Metaspace is '{other}'; it must be one character"),
    };

    /// <returns>Where the mark is put before a text; older files have a flag for it.</returns>
    /// <exception cref="FormatException">The scheme is unknown, or the flag contradicts it.</exception>
    public static PrependScheme Scheme(JsonElement config)
    {
        PrependScheme? scheme = config.Text("prepend_scheme") switch
        {
            null => null,
            "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            string other => throw new FormatException($"'prepend_scheme' of Metaspace is '{other}'"),
        };
        if (config.Member("add_prefix_space") is not null && !config.Flag("add_prefix_space"))
        {
            return scheme is null or PrependScheme.Never
                ? PrependScheme.Never
                : throw new FormatException("'add_prefix_space' of Metaspace contradicts its 'prepend_scheme'");
        }

        return scheme ?? PrependScheme.Always;
    }
}
