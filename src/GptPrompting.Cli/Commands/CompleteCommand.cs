using System.CommandLine;
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
        var json = new JsonOption(
            "text, finish_reason, token_ids, usage, or a list of such objects as results if there are several");
        var command = new Command("complete", "Continue a text.") { prompt };
        model.AddTo(command);
        generation.AddTo(command);
        command.Add(json);
        command.SetAction(async (result, cancellationToken) =>
        {
            GenerationOptions options = generation.Read(result);
            string text = await input.ReadAsync(result.GetRequiredValue(prompt), cancellationToken);
            using LanguageModel languageModel = model.Load(result);
            var writer = new CompletionWriter(result.InvocationConfiguration.Output);
            if (options.ResultCount == 1 && !result.GetValue(json))
            {
                await writer.WriteAsync(OptionNames.Named(
                    () => languageModel.GenerateStreaming(text, options, cancellationToken)));
            }
            else
            {
                IReadOnlyList<Completion> completions = OptionNames.Named(
                    () => languageModel.GenerateMany(text, options, cancellationToken));
                await (result.GetValue(json) ? writer.WriteJsonAsync(completions) : writer.WriteAsync(completions));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
