using System.CommandLine;
using System.Text;
using GptPrompting.Generation;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt complete</c>: continues a prompt.</summary>
internal static class CompleteCommand
{
    public static Command Create(TextInput input)
    {
        var prompt = new Argument<string>("prompt") 
        {
            Description = "The text to continue; - reads standard input; after -- it may begin with a dash.",
        };
        var model = new ModelOption();
        var generation = new GenerationArguments();
        var json = new JsonOption("text, finish_reason, token_ids, usage");
        var command = new Command("complete", "Continue a text.") { prompt, model };
        generation.AddTo(command);
        command.Add(json);
        command.SetAction(async (result, cancellationToken) =>
        {
            GenerationOptions options = generation.Read(result);
            string text = await input.ReadAsync(result.GetRequiredValue(prompt), cancellationToken);
            using LanguageModel languageModel = model.Load(result);
            IEnumerable<CompletionUpdate> updates = languageModel.GenerateStreaming(text, options, cancellationToken);
            await (result.GetValue(json)
                ? WriteJsonAsync(updates, result.InvocationConfiguration.Output)
                : WriteTextAsync(updates, result.InvocationConfiguration.Output));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WriteTextAsync(IEnumerable<CompletionUpdate> updates, TextWriter output)
    {
        foreach (CompletionUpdate update in updates)
        {
            await output.WriteAsync(update.Text);
            await output.FlushAsync();
        }

        await output.WriteLineAsync();
    }

    private static Task WriteJsonAsync(IEnumerable<CompletionUpdate> updates, TextWriter output)
    {
        Completion completion = Completion.Join(updates);
        return Json.WriteAsync(output, new
        {
            completion.Text,
            FinishReason = completion.FinishReason.ToString().ToLowerInvariant(),
            completion.TokenIds,
            Usage = new
            {
                InputTokens = completion.Usage.InputTokenCount,
                OutputTokens = completion.Usage.OutputTokenCount,
                TotalTokens = completion.Usage.TotalTokenCount,
            },
        });
    }
}
