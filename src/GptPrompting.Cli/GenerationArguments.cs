using System.CommandLine;
using GptPrompting.Generation;

namespace GptPrompting.Cli;

/// <summary>The options that say how tokens are chosen and when generation ends.</summary>
internal sealed class GenerationArguments
{
    private static readonly GenerationOptions Defaults = new();

    private readonly Option<int> _maxTokens = new("--max-tokens", "-n")
    {
        Description = "The most tokens to generate.",
        HelpName = "count",
        DefaultValueFactory = _ => Defaults.MaxOutputTokens,
    };

    private readonly Option<double> _temperature = new("--temperature", "-t")
    {
        Description = "0 always takes the most probable token; higher values sample more freely.",
        HelpName = "number",
        DefaultValueFactory = _ => Defaults.Temperature,
    };

    private readonly Option<int?> _topK = new("--top-k")
    {
        Description = "Sample among this many most probable tokens.",
        HelpName = "count",
    };

    private readonly Option<double> _topP = new("--top-p")
    {
        Description = "Sample among the fewest tokens that together have this probability.",
        HelpName = "number",
        DefaultValueFactory = _ => Defaults.TopP,
    };

    private readonly Option<double> _minP = new("--min-p")
    {
        Description = "Sample among tokens at least this fraction as probable as the most probable one.",
        HelpName = "number",
        DefaultValueFactory = _ => Defaults.MinP,
    };

    private readonly Option<int?> _seed = new("--seed")
    {
        Description = "The same seed gives the same text. Default: another one each time.",
        HelpName = "number",
    };

    private readonly Option<string[]> _stop = new("--stop")
    {
        Description = @"End before this text; \n, \r, \t and \\ are escapes. May be given several times.",
        HelpName = "text",
    };

    public void AddTo(Command command)
    {
        Option[] options = [_maxTokens, _temperature, _topK, _topP, _minP, _seed, _stop];
        Array.ForEach(options, command.Add);
    }

    public GenerationOptions Read(ParseResult result) => new()
    {
        MaxOutputTokens = result.GetValue(_maxTokens),
        Temperature = result.GetValue(_temperature),
        TopK = result.GetValue(_topK),
        TopP = result.GetValue(_topP),
        MinP = result.GetValue(_minP),
        Seed = result.GetValue(_seed),
        StopSequences = [.. (result.GetValue(_stop) ?? []).Select(Unescape)],
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
