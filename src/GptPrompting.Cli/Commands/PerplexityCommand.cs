using System.CommandLine;
using System.Globalization;
using GptPrompting.Scoring;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt perplexity</c>: how well a model predicts a text of any length.</summary>
internal static class PerplexityCommand
{
    private const string Properties = "token_count, word_count, byte_count, window_count, log_likelihood, loss, "
        + "token_perplexity, word_perplexity, byte_perplexity, bits_per_byte";

    public static Command Create(TextInput input)
    {
        var file = new Argument<string>("file") { Description = "A text file in UTF-8; - reads standard input." };
        var window = new Option<int?>("--window")
        {
            Description = "The most tokens that one window reads. Default: the context length.",
            HelpName = "tokens",
        };
        var stride = new Option<int?>("--stride")
        {
            Description = "New tokens in each further window; fewer give each more context. Default: the window.",
            HelpName = "tokens",
        };
        var model = new ModelOption();
        var json = new JsonOption(Properties);
        var command = new Command("perplexity", "Measure how well a model predicts a text of any length.")
        {
            file, window, stride,
        };
        model.AddTo(command);
        command.Add(json);
        command.SetAction(async (result, cancellationToken) =>
        {
            DocumentOptions options = OptionNames.Named(() => new DocumentOptions
            {
                WindowLength = result.GetValue(window),
                Stride = result.GetValue(stride),
            });
            string text = await input.ReadFileAsync(result.GetRequiredValue(file), cancellationToken);
            using LanguageModel languageModel = model.Load(result);
            var progress = WindowProgress.On(result.InvocationConfiguration.Error);
            DocumentScore score = OptionNames.Named(() =>
                languageModel.ScoreDocument(text, options, progress, cancellationToken));
            TextWriter output = result.InvocationConfiguration.Output;
            await (result.GetValue(json) ? WriteJsonAsync(score, output) : WriteTextAsync(score, output));
            return ExitCode.Done;
        });
        return command;
    }

    private static Task WriteTextAsync(DocumentScore score, TextWriter output) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            tokens {score.TokenIds.Count}, words {score.WordCount}, bytes {score.ByteCount}, windows {score.WindowCount}
            log-likelihood {score.LogLikelihood:F4}, loss {score.Loss:F4} nats per token
            perplexity {score.TokenPerplexity:G6} per token, {score.WordPerplexity:G6} per word
            {score.BitsPerByte:F4} bits per byte
            """));

    private static Task WriteJsonAsync(DocumentScore score, TextWriter output) => Json.WriteAsync(output, new
    {
        TokenCount = score.TokenIds.Count,
        score.WordCount,
        score.ByteCount,
        score.WindowCount,
        score.LogLikelihood,
        score.Loss,
        score.TokenPerplexity,
        score.WordPerplexity,
        score.BytePerplexity,
        score.BitsPerByte,
    });
}
