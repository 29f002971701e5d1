using System.CommandLine;
using GptPrompting.Prompts;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt prompts new</c>: the files of a prompt to begin with.</summary>
internal static class PromptsNewCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name")
        {
            Description = "The folder to make, such as prompts/classify/mood; its last part names the prompt.",
        };
        var command = new Command("new", "Write the files of a new prompt, to be changed.") { name };
        command.SetAction(async (result, _) =>
        {
            foreach (string file in PromptSkeleton.Write(result.GetRequiredValue(name)))
            {
                await result.InvocationConfiguration.Output.WriteLineAsync(file);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
