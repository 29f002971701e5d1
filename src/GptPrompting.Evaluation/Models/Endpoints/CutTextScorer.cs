using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Scores texts that are too long, by token ids, where the endpoint has a tokenizer.</summary>
internal sealed class CutTextScorer(
    CompletionsEndpointOptions options, int? contextLength, EchoClient echo, EndpointTokenizer tokenizer)
{
    /// <summary>
    /// A server reads all that it scores, the last token too, and wants room to write one; so this is one less than the
    /// context length, whatever it is asked to write.
    /// </summary>
    public static int? MostTokens(int? contextLength) => contextLength - 1;

    /// <summary>Leaves out tokens at the start.</summary>
    /// <param name="placed">What is scored; its context is not empty.</param>
    /// <param name="refusal">Why it could not be scored whole.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EndpointRefusedException">The continuation leaves no room, or nobody can cut.</exception>
    public async Task<ScoringReply> ScoreAsync(
        PlacedRequest placed, EndpointRefusedException refusal, CancellationToken cancellationToken)
    {
        EncodedPrompt prompt = await EncodedPrompt.OfAsync(placed.Text, tokenizer, cancellationToken);
        int cut = prompt.Ids.Length - Room(refusal);
        TokenPart continuation = await prompt.PartAsync(placed.Boundary, placed.Text.Length, cancellationToken);
        if (cut <= 0 || cut >= continuation.From)
        {
            // The server counts otherwise, or the continuation alone is too long.
            throw refusal;
        }

        var spans = new List<TokenPart>();
        foreach (Tasks.TextSpan span in placed.Spans)
        {
            spans.Add(Cut(await prompt.PartAsync(span.Start, span.End, cancellationToken), cut));
        }

        IReadOnlyList<EchoedToken> tokens = await echo.ReadAsync(prompt.Ids[cut..], cancellationToken);
        return EchoScore.Reply(tokens, Cut(continuation, cut), spans, cut);
    }

    /// <summary>Scores a document by the windows of lm-evaluation-harness.</summary>
    /// <param name="document">Any text, not empty.</param>
    /// <param name="refusal">Why it could not be scored whole.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EndpointRefusedException">Nothing stands before the document, or nobody can cut.</exception>
    public async Task<ScoringReply> ScoreDocumentAsync(
        string document, EndpointRefusedException refusal, CancellationToken cancellationToken)
    {
        int[] prefix = await tokenizer.EncodeAsync(
            options.PrefixText ?? "", addSpecialTokens: options.PrefixText is null, cancellationToken);
        if (prefix.Length != 1)
        {
            throw new EndpointRefusedException(
                $"{prefix.Length} tokens stand before the document; rolling windows need one. Set PrefixText to the "
                + "model's begin-of-text or end-of-text token, such as <|endoftext|>.");
        }

        int[] ids = [.. prefix, .. await tokenizer.EncodeAsync(document, addSpecialTokens: false, cancellationToken)];
        // A window's last target is sent as well.
        int length = Room(refusal) - 1;
        if (length < 1)
        {
            throw refusal;
        }

        var tokens = new List<TokenScore>();
        bool? isGreedy = true;
        foreach (RollingWindow window in RollingWindow.Over(ids.Length - 1, length, length))
        {
            ScoringReply reply = EchoScore.Reply(
                await echo.ReadAsync(ids[window.Start..(window.End + 1)], cancellationToken),
                new TokenPart(window.End - window.Start + 1 - window.Scored, window.End - window.Start + 1, false), []);
            tokens.AddRange(reply.Tokens);
            isGreedy &= reply.IsGreedy;
        }

        return new ScoringReply { Tokens = tokens, IsGreedy = isGreedy, ContextTokenCount = prefix.Length };
    }

    private int Room(EndpointRefusedException refusal) => MostTokens(contextLength)
        ?? throw new EndpointRefusedException(
            $"{refusal.Message} It cannot be cut, as the endpoint does not tell its context length: set ContextLength.",
            refusal.StatusCode, refusal);

    // The first token that is read has no log-probability, so that it counts as cut off.
    private static TokenPart Cut(TokenPart part, int cut) =>
        part with { From = Math.Max(1, part.From - cut), To = Math.Max(1, part.To - cut) };
}
