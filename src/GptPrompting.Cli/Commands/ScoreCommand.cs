using System.CommandLine;
using System.Globalization;
using GptPrompting.Scoring;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt score</c>: how probable a continuation is after a context.</summary>
internal static class ScoreCommand
{
    public static Command Create(TextInput input)
    {
        var context = new Option<string>("--context", "-c")
        {
            Description = "What is conditioned on; may be empty; - reads standard input.",
            HelpName = "text",
            Required = true,
        };
        var continuation = new Option<string>("--continuation")
        {
            Description = "What is scored, with the space that it begins with.",
            HelpName = "text",
            Required = true,
        };
        var model = new ModelOption();
        var json = new JsonOption("log_likelihood, loss, is_greedy, tokens");
        var command = new Command("score", "Score a continuation: log-probabilities in nats.")
        {
            context, continuation,
        };
        model.AddTo(command);
        command.Add(json);
        command.SetAction(async (result, cancellationToken) =>
        {
            string text = await input.ReadAsync(result.GetRequiredValue(context), cancellationToken);
            using LanguageModel languageModel = model.Load(result);
            string scored = result.GetRequiredValue(continuation) is { Length: > 0 } given
                ? given
                : throw new ArgumentException("--continuation is empty; there is nothing to score.");
            ContinuationScore score = languageModel.Score(text, scored, cancellationToken);
            if (score.IsBoundaryMerged)
            {
                await result.InvocationConfiguration.Error.WriteLineAsync(
                    "gptprompt: warning: a token reaches from the context into the continuation; it was not scored.");
            }

            TextWriter output = result.InvocationConfiguration.Output;
            await (result.GetValue(json) ? WriteJsonAsync(score, output) : WriteTextAsync(score, output));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WriteTextAsync(ContinuationScore score, TextWriter output)
    {
        foreach (TokenScore token in score.Tokens)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{token.LogProbability,10:F4}  {token.Id,6}  {Json.Quote(token.Text)}"));
        }

        string isGreedy = score.IsGreedy ? "yes" : "no";
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"log-likelihood {score.LogLikelihood:F4}, loss {score.Loss:F4} nats per token, greedy: {isGreedy}"));
    }

    private static Task WriteJsonAsync(ContinuationScore score, TextWriter output) => Json.WriteAsync(output, new
    {
        score.LogLikelihood,
        score.Loss,
        score.IsGreedy,
        score.Tokens,
    });
}
