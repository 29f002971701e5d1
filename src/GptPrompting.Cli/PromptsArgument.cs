using System.CommandLine;

namespace GptPrompting.Cli;

/// <summary>The prompts that a command is about: one, or all of a folder.</summary>
internal sealed class PromptsArgument : Argument<string?>
{
    public PromptsArgument()
        : base("path")
    {
        Description = "A prompt folder, a .prompty file, or a folder of such. Default: the prompts in the box.";
        Arity = ArgumentArity.ZeroOrOne;
    }
}
