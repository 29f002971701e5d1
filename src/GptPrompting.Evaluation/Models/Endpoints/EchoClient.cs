namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Has an endpoint repeat a prompt with log-probabilities.</summary>
internal sealed class EchoClient(CompletionsEndpointOptions options, EndpointConnection connection, Uri address)
{
    private const int Unknown = -1;

    // What the first usable answer was asked with; several first requests may find it out side by side.
    private volatile int _outputTokens = options.ScoringOutputTokens ?? Unknown;

    /// <exception cref="EndpointRefusedException">There are no log-probabilities that fit the text.</exception>
    public Task<IReadOnlyList<EchoedToken>> ReadAsync(string text, CancellationToken cancellationToken) =>
        AskAsync(text, (answer, outputTokens) => EchoReader.Read(answer, text, outputTokens), cancellationToken);

    /// <inheritdoc cref="ReadAsync(string, CancellationToken)"/>
    public Task<IReadOnlyList<EchoedToken>> ReadAsync(int[] ids, CancellationToken cancellationToken) =>
        AskAsync(ids, (answer, _) => EchoReader.Read(answer, ids), cancellationToken);

    private async Task<IReadOnlyList<EchoedToken>> AskAsync(
        object prompt,
        Func<CompletionAnswer, int, IReadOnlyList<EchoedToken>> read,
        CancellationToken cancellationToken)
    {
        if (_outputTokens != Unknown)
        {
            return await AskOnceAsync(prompt, _outputTokens, read, cancellationToken);
        }

        try
        {
            return await FindOutAsync(0);
        }
        catch (EndpointRefusedException e) when (!e.IsTooLong && !e.IsUnanswered)
        {
            // It may be the 0 that the server does not take.
            return await FindOutAsync(1);
        }

        async Task<IReadOnlyList<EchoedToken>> FindOutAsync(int outputTokens)
        {
            IReadOnlyList<EchoedToken> tokens = await AskOnceAsync(prompt, outputTokens, read, cancellationToken);
            _outputTokens = outputTokens;
            return tokens;
        }
    }

    private async Task<IReadOnlyList<EchoedToken>> AskOnceAsync(
        object prompt,
        int outputTokens,
        Func<CompletionAnswer, int, IReadOnlyList<EchoedToken>> read,
        CancellationToken cancellationToken)
    {
        var body = new CompletionBody
        {
            Model = options.Model,
            Prompt = prompt,
            MaxTokens = outputTokens,
            Logprobs = 1,
            Echo = true,
        };
        return read(await connection.PostAsync<CompletionAnswer>(address, body, cancellationToken), outputTokens);
    }
}
