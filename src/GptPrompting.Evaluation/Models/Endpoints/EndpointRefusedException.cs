using System.Net;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>A request that has no usable answer, finally; the message is the reason to be shown.</summary>
internal sealed class EndpointRefusedException(
    string message, HttpStatusCode? status = null, Exception? innerException = null)
    : HttpRequestException(message, innerException, status)
{
    /// <summary>Whether the reason is that the text is longer than what the model reads.</summary>
    public bool IsTooLong { get; init; }

    /// <summary>Whether no answer came at all.</summary>
    public bool IsUnanswered { get; init; }

    /// <summary>Whether nobody could be connected to: that says nothing of this request, and holds for all.</summary>
    public bool IsUnreachable { get; init; }
}
