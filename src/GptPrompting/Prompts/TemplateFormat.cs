namespace GptPrompting.Prompts;

/// <summary>The one format of templates that is read here.</summary>
internal static class TemplateFormat
{
    internal const string Name = "scriban";

    /// <param name="said">What the file says, or leaves out.</param>
    /// <param name="format">The format that Semantic Kernel would read there.</param>
    /// <param name="key">What to write, with its key.</param>
    internal static string Refusal(string said, string format, string key)
    {
        string how = format == "semantic-kernel" ? "in Scriban, where {{$name}} is {{ name }}," : "in Scriban";
        return $"{said}; only scriban is read here: write the template {how} and {key}";
    }
}
