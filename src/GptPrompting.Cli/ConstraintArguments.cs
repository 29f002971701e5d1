using System.CommandLine;
using GptPrompting.Generation;

namespace GptPrompting.Cli;

/// <summary>The options that say what can be generated at all; at most one of them.</summary>
internal sealed class ConstraintArguments
{
    private readonly Option<string[]> _choices = new("--choice")
    {
        Description = "Generate one of these texts, after at most one space. Give it for each text.",
        HelpName = "text",
    };

    private readonly Option<string?> _regex = new("--regex")
    {
        Description = "Generate what this regular expression matches as a whole, after at most one space.",
        HelpName = "pattern",
    };

    private readonly Option<string?> _jsonSchema = new("--json-schema")
    {
        Description = "Generate JSON that obeys the JSON schema in this file, after at most one space.",
        HelpName = "file",
    };

    public IEnumerable<Option> Options => [_choices, _regex, _jsonSchema];

    /// <exception cref="ArgumentException">There are several, or one is wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public GenerationOptions AddTo(GenerationOptions options, ParseResult result)
    {
        string[]? choices = result.GetValue(_choices) is { Length: > 0 } texts ? texts : null;
        string? regex = result.GetValue(_regex);
        string? file = result.GetValue(_jsonSchema);
        if (new object?[] { choices, regex, file }.Count(each => each is not null) > 1)
        {
            throw new ArgumentException("--choice, --regex and --json-schema exclude one another.");
        }

        return options with
        {
            Constraint = choices is not null ? GenerationConstraint.Choices(choices)
                : regex is not null ? GenerationConstraint.Regex(regex)
                : file is not null ? GenerationConstraint.JsonSchema(File.ReadAllText(file))
                : null,
        };
    }
}
