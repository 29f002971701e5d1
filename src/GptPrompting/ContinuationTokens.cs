using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>Token ids of a context and of its continuation, parted as lm-evaluation-harness parts them.</summary>
internal sealed record ContinuationTokens(int[] Context, int[] Continuation, bool IsBoundaryMerged)
{
    /// <summary>How many tokens the context had before any was cut off.</summary>
    public int ContextCount { get; init; } = Context.Length;

    /// <summary>How many tokens were cut off its start.</summary>
    public int TruncatedCount { get; init; }

    /// <summary>Parts of the context that are scored too.</summary>
    public IReadOnlyList<ContextPart> Parts { get; init; } = [];

    /// <summary>Without the first <paramref name="count"/> tokens of the context, and without its parts.</summary>
    public ContinuationTokens WithoutFirst(int count) =>
        this with { Context = Context[count..], TruncatedCount = count };

    /// <summary>
    /// White space at the end of the context moves to the front of the continuation; then the continuation is what the
    /// tokens of both together have beyond the tokens of the context alone. Without a context the model's first token
    /// stands for it.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The continuation has no token of its own, or there is nothing to condition on.
    /// </exception>
    public static ContinuationTokens Split(
        HuggingFaceTokenizer tokenizer, int? prefixId, string context, string continuation)
    {
        int end = context.Length;
        while (end > 0 && PythonText.IsWhiteSpace(context[end - 1]))
        {
            end--;
        }

        ContinuationTokens tokens = end == 0
            ? AfterPrefix(prefixId, tokenizer.Encode(context + continuation, addSpecialTokens: false))
            : AfterContext(
                tokenizer.Encode(context[..end], addSpecialTokens: true),
                tokenizer.Encode(context + continuation, addSpecialTokens: true));
        return tokens.Continuation.Length > 0
            ? tokens
            : throw new ArgumentException(
                "The continuation has no token of its own; nothing is left to score.", nameof(continuation));
    }

    private static ContinuationTokens AfterContext(int[] context, int[] whole) => new(
        whole[..Math.Min(context.Length, whole.Length)],
        whole[Math.Min(context.Length, whole.Length)..],
        !whole.AsSpan().StartsWith(context));

    private static ContinuationTokens AfterPrefix(int? prefixId, int[] whole)
    {
        if (whole.Length > 0 && whole[0] == prefixId)
        {
            return new ContinuationTokens(whole[..1], whole[1..], IsBoundaryMerged: false);
        }

        return prefixId is int prefix
            ? new ContinuationTokens([prefix], whole, IsBoundaryMerged: false)
            : throw new ArgumentException(
                "The context is empty, and the model has no begin-of-text or end-of-text token to stand for it.",
                "context");
    }
}
