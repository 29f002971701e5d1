using System.Text.Json;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Reads the tokens of a text, with their log-probabilities, out of the answer that repeats it.</summary>
internal static class EchoReader
{
    private const string NoLogProbabilities =
        "The endpoint gives no prompt log-probabilities (echo with logprobs). vLLM and SGLang do; llama.cpp's server "
        + "does not, llama-cpp-python's does when it is started with --logits_all true.";

    /// <param name="answer">What the server said.</param>
    /// <param name="text">What was sent.</param>
    /// <param name="outputTokens">How many tokens the server was told to write behind it.</param>
    /// <returns>The tokens of the text, with those that the server put before it.</returns>
    /// <exception cref="EndpointRefusedException">They are not there or do not make up the text.</exception>
    public static IReadOnlyList<EchoedToken> Read(CompletionAnswer answer, string text, int outputTokens)
    {
        CompletionLogprobs logprobs = Logprobs(answer);
        string[] tokens = [.. logprobs.Tokens!.Select(token => token ?? "")];
        int[]? offsets = logprobs.TextOffset?.Count == tokens.Length ? [.. logprobs.TextOffset] : null;

        // The end of text may be written and not be told; some count a token that they do not tell.
        int?[] extras = [outputTokens, answer.Usage?.CompletionTokens, 0];
        foreach (int extra in extras.OfType<int>().Distinct().Where(extra => extra < tokens.Length))
        {
            int count = tokens.Length - extra;
            if (TokenAlignment.Find(text, tokens[..count], offsets?[..count]) is { } places)
            {
                return Tokens(logprobs, places);
            }
        }

        throw answer.OnlyChoice().Text?.StartsWith(text, StringComparison.Ordinal) == false
            ? new EndpointRefusedException(NoLogProbabilities)
            : Misfit(tokens);
    }

    /// <summary>The same for a prompt that was sent as ids: no places are needed.</summary>
    public static IReadOnlyList<EchoedToken> Read(CompletionAnswer answer, ReadOnlySpan<int> ids)
    {
        CompletionLogprobs logprobs = Logprobs(answer);
        if (logprobs.Tokens!.Count < ids.Length)
        {
            throw new EndpointRefusedException(
                $"The endpoint tells {logprobs.Tokens.Count} tokens of the {ids.Length} that were sent.");
        }

        EchoedToken[] tokens = Tokens(logprobs, [.. Enumerable.Repeat(TokenPlace.BeforeText, ids.Length)]);
        int[] told = ids.ToArray();
        return [.. tokens.Select((token, i) => token with { Id = told[i] })];
    }

    private static EndpointRefusedException Misfit(string[] tokens) => new(
        $"The {tokens.Length} tokens that the endpoint tells do not make up the text that was sent. They begin with "
        + $"{string.Join(", ", tokens.Take(5).Select(token => $"'{token}'"))}. A server that shows ids or texts of "
        + "its own in place of tokens cannot be used; nor one that cuts long texts off.");

    private static CompletionLogprobs Logprobs(CompletionAnswer answer) =>
        answer.OnlyChoice().Logprobs is { Tokens.Count: > 0 } logprobs
        && logprobs.TokenLogprobs?.Count == logprobs.Tokens.Count
            ? logprobs
            : throw new EndpointRefusedException(NoLogProbabilities);

    private static EchoedToken[] Tokens(CompletionLogprobs logprobs, TokenPlace[] places)
    {
        var tokens = new EchoedToken[places.Length];
        for (int i = 0; i < tokens.Length; i++)
        {
            double? logProbability = logprobs.TokenLogprobs![i];
            bool? isMostProbable = Highest(logprobs.TopLogprobs, i) is double highest
                ? logProbability >= highest
                : null;
            tokens[i] = new EchoedToken(logprobs.Tokens![i] ?? "", logProbability, isMostProbable, places[i]);
        }

        return tokens;
    }

    /// <returns>The highest log-probability told for a place; null for none, and for other shapes.</returns>
    private static double? Highest(JsonElement? top, int index)
    {
        if (top is not { ValueKind: JsonValueKind.Array } all || index >= all.GetArrayLength()
            || all[index] is not { ValueKind: JsonValueKind.Object } entries)
        {
            return null;
        }

        return entries.EnumerateObject()
            .Where(entry => entry.Value.ValueKind == JsonValueKind.Number)
            .Max(entry => (double?)entry.Value.GetDouble());
    }
}
