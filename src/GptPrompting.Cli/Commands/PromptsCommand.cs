using System.CommandLine;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt prompts</c>: for those who write prompts.</summary>
internal static class PromptsCommand
{
    public static Command Create() => new("prompts", "List, check, test or begin prompts.")
    {
        PromptsListCommand.Create(),
        PromptsCheckCommand.Create(),
        PromptsTestCommand.Create(),
        PromptsNewCommand.Create(),
    };
}
