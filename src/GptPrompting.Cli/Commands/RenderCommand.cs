using System.CommandLine;
using GptPrompting.Prompts;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt render</c>: the final text of a prompt, without running it.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        var prompt = new Argument<string>("prompt")
        {
            Description = "A prompt folder, or the name of one in the box, such as classify/sentiment.",
        };
        var set = new Option<string[]>("--set", "-s")
        {
            Description = "The value of a variable; may be given several times.",
            HelpName = "name=value",
        };
        var shots = new Option<int?>("--shots", "-k")
        {
            Description = "How many demonstrations to show. Default: what the prompt says.",
            HelpName = "count",
        };
        var model = new ModelOption();
        var tokens = new Option<bool>("--tokens")
        {
            Description = "Show where tokens begin, and their ids.",
            Arity = ArgumentArity.Zero,
        };
        var json = new JsonOption("prompt, token_ids, and with --tokens also pieces");
        var command = new Command("render", "Print a prompt as the model would read it.")
        {
            prompt, set, shots, tokens,
        };
        model.AddTo(command);
        command.Add(json);
        command.SetAction(async (result, cancellationToken) =>
        {
            Prompt loaded = PromptFinder.Load(result.GetRequiredValue(prompt));
            Dictionary<string, object?> variables = Variables(result.GetValue(set) ?? []);
            string text = loaded.Render(variables, result.GetValue(shots), cancellationToken);
            using LanguageModel languageModel = model.Load(result);
            int[] tokenIds = languageModel.Tokenizer.Encode(text, addSpecialTokens: true);
            TextWriter output = result.InvocationConfiguration.Output;
            if (result.GetValue(json))
            {
                await Json.WriteAsync(output, AsJson(text, tokenIds, result.GetValue(tokens) ? languageModel : null));
                return ExitCode.Done;
            }

            string count = $"({tokenIds.Length} of {languageModel.ContextLength} tokens)";
            if (result.GetValue(tokens))
            {
                TokenText.Write(Terminal.On(output), languageModel.Tokenizer, tokenIds);
                await output.WriteLineAsync(count);
            }
            else
            {
                await output.WriteLineAsync($"{text}\n\n{count}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Dictionary<string, object> AsJson(string text, int[] tokenIds, LanguageModel? pieces)
    {
        var json = new Dictionary<string, object> { ["prompt"] = text, ["token_ids"] = tokenIds };
        if (pieces is not null)
        {
            json["pieces"] = TokenText.Pieces(pieces.Tokenizer, tokenIds).Select(each => each.Piece);
        }

        return json;
    }

    /// <exception cref="ArgumentException">An assignment has no = or no name, or a name comes twice.</exception>
    private static Dictionary<string, object?> Variables(string[] assignments)
    {
        var variables = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (string assignment in assignments)
        {
            int at = assignment.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new ArgumentException($"--set '{assignment}' is not of the form name=value.");
            }

            if (!variables.TryAdd(assignment[..at], assignment[(at + 1)..]))
            {
                throw new ArgumentException($"--set gives '{assignment[..at]}' twice.");
            }
        }

        return variables;
    }
}
