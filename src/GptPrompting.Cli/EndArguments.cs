using System.CommandLine;
using GptPrompting.Generation;

namespace GptPrompting.Cli;

/// <summary>The options that say when generation ends.</summary>
internal sealed class EndArguments
{
    private readonly Option<int> _maxTokens = new("--max-tokens", "-n")
    {
        Description = "The most tokens to generate.",
        HelpName = "count",
        DefaultValueFactory = _ => GenerationArguments.Defaults.MaxOutputTokens,
    };

    private readonly Option<int> _minTokens = new("--min-tokens")
    {
        Description = "Do not end before so many tokens.",
        HelpName = "count",
        DefaultValueFactory = _ => GenerationArguments.Defaults.MinOutputTokens,
    };

    private readonly Option<string[]> _stop = new("--stop")
    {
        Description = @"End before this text; \n, \r, \t and \\ are escapes. May be given several times.",
        HelpName = "text",
    };

    private readonly Option<int[]> _stopIds = new("--stop-id")
    {
        Description = "End at this token. May be given several times.",
        HelpName = "id",
    };

    public IEnumerable<Option> Options => [_maxTokens, _minTokens, _stop, _stopIds];

    public GenerationOptions AddTo(GenerationOptions options, ParseResult result) => options with
    {
        MaxOutputTokens = result.GetValue(_maxTokens),
        MinOutputTokens = result.GetValue(_minTokens),
        StopSequences = [.. (result.GetValue(_stop) ?? []).Select(Unescape)],
        StopTokenIds = result.GetValue(_stopIds) ?? [],
    };

    /// <exception cref="ArgumentException">
    /// A backslash is followed by another character than n, r, t or a backslash.
    /// </exception>
    private static string Unescape(string text)
    {
        int at = text.IndexOf('\\', StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        string character = text[(at + 1)..].FirstOrDefault() switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            '\\' => "\\",
            _ => throw new ArgumentException($@"--stop '{text}' has an unknown escape; known are \n, \r, \t and \\."),
        };
        return text[..at] + character + Unescape(text[(at + 2)..]);
    }
}
