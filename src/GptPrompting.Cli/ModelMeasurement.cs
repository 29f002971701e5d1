using System.Diagnostics;
using GptPrompting.Generation;

namespace GptPrompting.Cli;

/// <summary>How fast a model folder is, and how well it predicts a text.</summary>
/// <param name="Loss">Mean negative log-probability of the text's tokens, in nats.</param>
/// <param name="PrefillTokensPerSecond">Tokens of a prompt read in a second, the median of several times.</param>
/// <param name="DecodeTokensPerSecond">Tokens written in a second behind that prompt, likewise.</param>
internal sealed record ModelMeasurement(double Loss, double PrefillTokensPerSecond, double DecodeTokensPerSecond)
{
    // Every round reads the same prompt: with a prefix cache, later ones would be timed reading one token.
    internal static readonly LanguageModelOptions Opening = new() { PrefixCacheBytes = 0 };

    private const int Rounds = 3;

    // Code that was run a few times only is slow yet.
    private static readonly TimeSpan LeastWarmUp = TimeSpan.FromSeconds(0.7);

    private const int Written = 24;

    /// <summary>Opens a folder as when nothing is said, scores a text, and continues its beginning.</summary>
    public static ModelMeasurement Of(string folder, string text, CancellationToken cancellationToken)
    {
        using LanguageModel model = LanguageModel.Load(folder, Opening);
        double loss = model.ScoreDocument(text, cancellationToken: cancellationToken).Loss;
        string prompt = Beginning(model, text);
        long start = Stopwatch.GetTimestamp();
        do
        {
            Time(model, prompt, cancellationToken);
        }
        while (Stopwatch.GetElapsedTime(start) < LeastWarmUp);

        (double Prefill, double Decode)[] rounds =
            [.. Enumerable.Range(0, Rounds).Select(_ => Time(model, prompt, cancellationToken))];
        return new ModelMeasurement(loss, Median(rounds.Select(round => round.Prefill)),
            Median(rounds.Select(round => round.Decode)));
    }

    /// <summary>As much of a text as leaves room for what is written: at most half a context.</summary>
    private static string Beginning(LanguageModel model, string text)
    {
        int[] ids = model.Tokenizer.Encode(text, addSpecialTokens: false);
        int most = Math.Max(1, Math.Min(model.ContextLength / 2, model.ContextLength - Written - 2));
        return ids.Length <= most ? text : model.Tokenizer.Decode(ids[..most]);
    }

    private static (double Prefill, double Decode) Time(
        LanguageModel model, string prompt, CancellationToken cancellationToken)
    {
        var options = new GenerationOptions
        {
            MinOutputTokens = Written, MaxOutputTokens = Written, Temperature = 0,
        };
        long start = Stopwatch.GetTimestamp();
        double first = 0;
        CompletionUpdate last = null!;
        foreach (CompletionUpdate update in model.GenerateStreaming(prompt, options, cancellationToken))
        {
            first = first == 0 ? Stopwatch.GetElapsedTime(start).TotalSeconds : first;
            last = update;
        }

        double whole = Stopwatch.GetElapsedTime(start).TotalSeconds;
        int count = last.Usage!.OutputTokenCount;
        return (last.Usage.InputTokenCount / first, count > 1 ? (count - 1) / (whole - first) : 0);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
