using System.CommandLine;
using GptPrompting.Generation;

namespace GptPrompting.Cli;

/// <summary>The options that say how tokens are chosen and when generation ends.</summary>
internal sealed class GenerationArguments
{
    private static readonly GenerationOptions Defaults = new();

    // What a user calls what the library calls by its properties.
    private static readonly Dictionary<string, string> Names = new()
    {
        [nameof(GenerationOptions.MaxOutputTokens)] = "--max-tokens",
        [nameof(GenerationOptions.Temperature)] = "--temperature",
        [nameof(GenerationOptions.TopK)] = "--top-k",
        [nameof(GenerationOptions.TopP)] = "--top-p",
        [nameof(GenerationOptions.MinP)] = "--min-p",
        [nameof(GenerationOptions.StopSequences)] = "--stop",
    };

    private readonly Option<int> _maxTokens = new("--max-tokens", "-n")
    {
        Description = "The most tokens to generate.",
        HelpName = "count",
        DefaultValueFactory = _ => Defaults.MaxOutputTokens,
    };

    private readonly NumberOption _temperature = new("--temperature", "-t")
    {
        Description = "0 always takes the most probable token; higher values sample more freely.",
        DefaultValueFactory = _ => Defaults.Temperature,
    };

    private readonly Option<int?> _topK = new("--top-k")
    {
        Description = "Sample among this many most probable tokens.",
        HelpName = "count",
    };

    private readonly NumberOption _topP = new("--top-p")
    {
        Description = "Sample among the fewest tokens that together have this probability.",
        DefaultValueFactory = _ => Defaults.TopP,
    };

    private readonly NumberOption _minP = new("--min-p")
    {
        Description = "Sample among tokens at least this fraction as probable as the most probable one.",
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

    /// <exception cref="ArgumentException">A value is out of its range; the message names the option.</exception>
    public GenerationOptions Read(ParseResult result)
    {
        try
        {
            return ReadAll(result);
        }
        catch (ArgumentException e) when (e.ParamName is not null && Names.TryGetValue(e.ParamName, out string? option))
        {
            throw new ArgumentException(e.Message.Replace(e.ParamName, option, StringComparison.Ordinal), e);
        }
    }

    private GenerationOptions ReadAll(ParseResult result) => new()
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
