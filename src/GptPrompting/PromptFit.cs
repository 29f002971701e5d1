using GptPrompting.Demonstrations;

namespace GptPrompting;

/// <summary>
/// Finds how many demonstrations of a prompt fit. More demonstrations are taken to make a longer prompt, so that few
/// texts need to be tried.
/// </summary>
/// <param name="name">The prompt's name for messages.</param>
/// <param name="contextLength">The most tokens that the model reads.</param>
/// <param name="options">Room for the output, and what is to be when it lacks.</param>
/// <param name="render">The prompt's text with these demonstrations.</param>
/// <param name="countTokens">A text's tokens.</param>
internal sealed class PromptFit(
    string name,
    int contextLength,
    PromptFitOptions options,
    Func<IReadOnlyList<SelectedDemonstration>, string> render,
    Func<string, int> countTokens)
{
    // The last token of the output is only predicted, never read.
    private readonly int _limit = contextLength - options.MaxOutputTokens + 1;

    /// <exception cref="ArgumentException">
    /// It is too long without demonstrations, or with all of them and <see cref="PromptFitOptions.Strict"/>.
    /// </exception>
    public FittedPrompt Fit(IReadOnlyList<SelectedDemonstration> demonstrations)
    {
        FittedPrompt whole = With([.. demonstrations], leftOut: []);
        if (Fits(whole))
        {
            return whole;
        }

        if (options.Strict && demonstrations.Count > 0)
        {
            throw TooLong(whole, $"its {demonstrations.Count} demonstrations",
                "Show fewer demonstrations, or let them be left out (Strict = false)");
        }

        // Places in the list, because the same demonstration may stand there twice.
        int[] byUse = [.. Enumerable.Range(0, demonstrations.Count).OrderBy(i => demonstrations[i].Rank)];
        FittedPrompt best = Of(0);
        if (!Fits(best))
        {
            throw TooLong(best, "no demonstration", "Shorten what is inserted");
        }

        for (int tooMany = demonstrations.Count; tooMany - best.Shown.Count > 1;)
        {
            int count = (best.Shown.Count + tooMany) / 2;
            FittedPrompt tried = Of(count);
            (best, tooMany) = Fits(tried) ? (tried, tooMany) : (best, count);
        }

        return best;

        FittedPrompt Of(int count) => With(
            [.. byUse[..count].Order().Select(i => demonstrations[i])],
            [.. byUse[count..].Reverse().Select(i => demonstrations[i])]);
    }

    private static bool Fits(FittedPrompt prompt) => prompt.TokenCount <= prompt.TokenLimit;

    private FittedPrompt With(
        IReadOnlyList<SelectedDemonstration> shown, IReadOnlyList<SelectedDemonstration> leftOut)
    {
        string text = render(shown);
        return new FittedPrompt
        {
            Text = text,
            TokenCount = countTokens(text),
            TokenLimit = _limit,
            Shown = shown,
            LeftOut = leftOut,
        };
    }

    private ArgumentException TooLong(FittedPrompt prompt, string shown, string advice)
    {
        (string output, string more) = options.IsForLabels
            ? ($"the {options.MaxOutputTokens} tokens of the longest label", "")
            : ($"{options.MaxOutputTokens} tokens of output", ", or ask for fewer output tokens");
        return new ArgumentException(
            $"The prompt '{name}' has {prompt.TokenCount} tokens with {shown}; with {output} the model, which reads "
            + $"{contextLength}, takes at most {Math.Max(0, _limit)}. {advice}{more}.", "demonstrations");
    }
}
