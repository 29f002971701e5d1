using GptPrompting.Evaluation.Tasks;
using GptPrompting.Tokenization;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>A text to be sent, and the places in it where what is scored begins and ends.</summary>
/// <param name="Text">What the endpoint reads.</param>
/// <param name="PrefixLength">How many characters of it stand for an empty context; 0 for none.</param>
/// <param name="Boundary">Where the continuation begins.</param>
/// <param name="Spans">The other parts that are scored.</param>
internal sealed record PlacedRequest(string Text, int PrefixLength, int Boundary, IReadOnlyList<TextSpan> Spans)
{
    /// <summary>
    /// White space before a part belongs to the part, as lm-evaluation-harness has it. Without a context the prefix
    /// stands for it, unless the continuation begins with it.
    /// </summary>
    /// <exception cref="EndpointRefusedException">Nothing is scored, or the text is no valid Unicode.</exception>
    public static PlacedRequest Of(ScoringRequest request, string? prefix)
    {
        string text = request.Context + request.Continuation;
        Check(text, request.Continuation);
        int boundary = PartStart(text, request.Context.Length);
        int prefixLength = boundary == 0 && prefix is not null ? prefix.Length : 0;
        int added = prefixLength > 0 && !text.StartsWith(prefix!, StringComparison.Ordinal) ? prefixLength : 0;
        return new PlacedRequest(
            added > 0 ? prefix + text : text,
            prefixLength,
            boundary + prefixLength,
            [.. request.Spans.Select(span => Placed(text, span, added))]);
    }

    /// <summary>A document is all scored, behind the prefix.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static PlacedRequest OfDocument(string document, string? prefix)
    {
        Check(document, document);
        int length = prefix?.Length ?? 0;
        return new PlacedRequest(prefix + document, length, length, []);
    }

    /// <summary>The same as refusals of a text that has half a character.</summary>
    /// <exception cref="EndpointRefusedException">The text is no valid Unicode.</exception>
    public static void CheckUnicode(string text)
    {
        try
        {
            WholeCharacters.Require(text);
        }
        catch (ArgumentException e)
        {
            throw new EndpointRefusedException(e.Message, innerException: e);
        }
    }

    private static void Check(string text, string scored)
    {
        CheckUnicode(text);
        if (scored.Length == 0)
        {
            throw new EndpointRefusedException("The text to be scored is empty; nothing is left to score.");
        }
    }

    private static TextSpan Placed(string text, TextSpan span, int added)
    {
        int start = PartStart(text, span.Start);
        return new TextSpan(start + added, span.End - start);
    }

    private static int PartStart(string text, int start)
    {
        while (start > 0 && PythonText.IsWhiteSpace(text[start - 1]))
        {
            start--;
        }

        return start;
    }
}
