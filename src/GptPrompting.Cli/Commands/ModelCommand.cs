using System.CommandLine;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt model</c>: what concerns a model itself and not a text.</summary>
internal static class ModelCommand
{
    public static Command Create(TextInput input) => new("model", "Look at a model folder, or make it faster.")
    {
        ModelInfoCommand.Create(),
        ModelOptimizeCommand.Create(input),
        ModelPrepareCommand.Create(),
    };
}
