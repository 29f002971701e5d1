namespace GptPrompting.Generation;

/// <summary>Why generation ended, in the sense of Microsoft.Extensions.AI's <c>ChatFinishReason</c>.</summary>
public enum FinishReason
{
    /// <summary>The model gave an end-of-text token, or the text reached a stop sequence.</summary>
    Stop,

    /// <summary>The token limit was reached, or the model's context was full.</summary>
    Length,
}
