using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>
/// Reads the <c>post_processor</c> of a <c>tokenizer.json</c>: which special tokens go around a text.
/// </summary>
internal static class TemplateReader
{
    /// <exception cref="FormatException">The post-processor is not supported or not well formed.</exception>
    public static SpecialTokenTemplate Read(JsonElement config) => config.RequiredText("type") switch
    {
        "ByteLevel" => SpecialTokenTemplate.Empty,
        "TemplateProcessing" => ReadTemplate(config),
        "BertProcessing" or "RobertaProcessing" =>
            new SpecialTokenTemplate([ReadId(config, "cls")], [ReadId(config, "sep")]),
        "Sequence" => config.Items("processors").Select(Read).Aggregate(SpecialTokenTemplate.Empty, Around),
        string type => throw new FormatException($"the post_processor {type} is not supported"),
    };

    private static SpecialTokenTemplate Around(SpecialTokenTemplate inner, SpecialTokenTemplate outer) =>
        new([.. outer.Before, .. inner.Before], [.. inner.After, .. outer.After]);

    // A pair of the token and its id.
    private static int ReadId(JsonElement config, string name) => config.Items(name).ToArray() is [_, var id]
        ? id.AsId(name)
        : throw new FormatException($"'{name}' of the post_processor is no pair of a token and its id");

    private static SpecialTokenTemplate ReadTemplate(JsonElement config)
    {
        List<int> before = [];
        List<int> after = [];
        int sequences = 0;
        foreach (JsonElement item in config.Items("single"))
        {
            if (item.Member("Sequence") is { } sequence && sequence.RequiredText("id") == "A")
            {
                sequences++;
                continue;
            }

            string name = item.RequiredMember("SpecialToken").RequiredText("id");
            JsonElement token = config.RequiredMember("special_tokens").RequiredMember(name);
            (sequences == 0 ? before : after).AddRange(token.Items("ids").Select(id => id.AsId("ids")));
        }

        return sequences == 1
            ? new SpecialTokenTemplate(before, after)
            : throw new FormatException($"the template of the post_processor has its text {sequences} times, not once");
    }
}
