using System.CommandLine;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt model</c>: what concerns a model itself and not a text.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Look at a model folder.")
    {
        ModelInfoCommand.Create(),
    };
}
