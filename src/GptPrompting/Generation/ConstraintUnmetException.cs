namespace GptPrompting.Generation;

/// <summary>
/// A text could not be made to obey its <see cref="GenerationOptions.Constraint"/>: the tokens ran out before it was
/// complete, other options banned all that was allowed, or a stop sequence cut it off.
/// </summary>
/// <remarks>Such a text is never returned as if it obeyed; <see cref="GeneratedText"/> has it.</remarks>
public sealed class ConstraintUnmetException : InvalidOperationException
{
    /// <summary>Says what went wrong.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="generatedText">The text so far.</param>
    /// <param name="innerException">What caused it, or null.</param>
    public ConstraintUnmetException(string message, string generatedText, Exception? innerException = null)
        : base(message, innerException) => GeneratedText = generatedText;

    /// <summary>The text so far, with the space that may precede it; it does not obey.</summary>
    public string GeneratedText { get; }
}
