using GptPrompting.Generation;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Has an endpoint continue prompts.</summary>
internal sealed class EndpointWriter(
    CompletionsEndpointOptions options, int? contextLength, EndpointConnection connection, EndpointTokenizer tokenizer)
{
    private readonly Uri _address = new EndpointAddresses(options.BaseAddress).Completions;

    /// <exception cref="EndpointRefusedException">There is no text.</exception>
    public async Task<GenerationReply> WriteAsync(GeneratingRequest request, CancellationToken cancellationToken)
    {
        PlacedRequest.CheckUnicode(request.Prompt);
        string prompt = request.Prompt.Length == 0 ? options.PrefixText ?? "" : request.Prompt;
        try
        {
            return await AskAsync(prompt, request.Options, cancellationToken);
        }
        catch (EndpointRefusedException e) when (e.IsTooLong && request.Truncates)
        {
            return await WriteCutAsync(prompt, request.Options, e, cancellationToken);
        }
    }

    private async Task<GenerationReply> WriteCutAsync(
        string prompt,
        GenerationOptions generation,
        EndpointRefusedException refusal,
        CancellationToken cancellationToken)
    {
        int[] ids = await tokenizer.EncodeAsync(prompt, addSpecialTokens: true, cancellationToken);
        int room = (contextLength ?? ids.Length) - generation.MaxOutputTokens;
        int cut = ids.Length - room;
        if (contextLength is null || room < 1 || cut <= 0)
        {
            throw refusal;
        }

        GenerationReply reply = await AskAsync(ids[cut..], generation, cancellationToken);
        return reply with { PromptTokenCount = ids.Length, TruncatedTokenCount = cut };
    }

    private async Task<GenerationReply> AskAsync(
        object prompt, GenerationOptions generation, CancellationToken cancellationToken)
    {
        CompletionAnswer answer = await connection.PostAsync<CompletionAnswer>(
            _address, GenerationBody.Of(options.Model, prompt, generation), cancellationToken);
        int promptTokens = answer.Usage?.PromptTokens ?? 0;
        if (promptTokens + generation.MaxOutputTokens > contextLength)
        {
            throw new EndpointRefusedException(
                $"The prompt has {promptTokens} tokens and the output up to {generation.MaxOutputTokens}; "
                + $"the context length is {contextLength}.")
            {
                IsTooLong = true,
            };
        }

        string text = answer.OnlyChoice().Text
            ?? throw new EndpointRefusedException("The endpoint's answer has no text.");
        return new GenerationReply
        {
            Text = BeforeStop(text, generation.StopSequences),
            PromptTokenCount = promptTokens,
            OutputTokenCount = answer.Usage?.CompletionTokens ?? 0,
        };
    }

    // Some servers return the stop, or know fewer of them than they are told.
    private static string BeforeStop(string text, IReadOnlyList<string> stops) =>
        text[..stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal))
            .Where(index => index >= 0).Append(text.Length).Min()];
}
