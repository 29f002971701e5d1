using GptPrompting.Generation;

namespace GptPrompting.Benchmarks.Stress;

/// <summary>One call of some kind, chosen by its number.</summary>
internal static class StressCall
{
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed meanwhile.</exception>
    public static void Make(LanguageModel model, int number, CancellationToken cancellationToken)
    {
        var random = new Random(number);
        var options = new GenerationOptions { MaxOutputTokens = random.Next(1, 16), Temperature = 0.8, Seed = number };
        string prompt = Prompt(random);
        switch (number % 5)
        {
            case 0:
                model.Generate(prompt, options, cancellationToken);
                break;
            case 1:
                // Abandoned after two tokens.
                _ = model.GenerateStreaming(prompt, options, cancellationToken).Take(2).Count();
                break;
            case 2:
                model.Score(prompt, " the end", cancellationToken);
                break;
            case 3:
                model.ScoreBatch(
                    [new(prompt, " yes"), new(prompt, " no, never"), new(Prompt(random), " a")],
                    cancellationToken: cancellationToken);
                break;
            default:
                model.GenerateBatch(
                    [new(prompt, options), new(Prompt(random), options)],
                    cancellationToken: cancellationToken);
                break;
        }
    }

    private static string Prompt(Random random) => "Input: cat\nOutput: cats\nInput: dog\nOutput:"
        + string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => $" {(char)('a' + random.Next(26))}"));
}
