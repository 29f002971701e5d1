using System.CommandLine;

namespace GptPrompting.Cli;

/// <summary><c>--json</c>: the result as one JSON object with these properties.</summary>
internal sealed class JsonOption : Option<bool>
{
    public JsonOption(string properties)
        : base("--json")
    {
        Description = $"Write one JSON object: {properties}.";

        // A flag takes no value, so that it cannot swallow the prompt behind it.
        Arity = ArgumentArity.Zero;
    }
}
