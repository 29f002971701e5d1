namespace GptPrompting.Generation;

// What can be generated at all.
public sealed partial record GenerationOptions
{
    /// <summary>
    /// Limits what can be generated; null, the default, does not. The output obeys, or the call fails with
    /// <see cref="ConstraintUnmetException"/>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// It bans tokens after all options of the first group and before temperature and filters. Where those options have
    /// banned all that it allows, the call fails. End-of-text and <see cref="StopTokenIds"/> are allowed only where the
    /// text is complete; where nothing but the end is possible it ends by itself, with <see cref="FinishReason.Stop"/>.
    /// A text that is complete before <see cref="MinOutputTokens"/> fails.
    /// </para>
    /// <para>
    /// A stop sequence may follow the complete text, to end it; within the text it ends it as well, and the call fails
    /// where what is before it does not obey. Near <see cref="MaxOutputTokens"/> only those tokens are allowed after
    /// which the text can be completed in time, as far as that is known: by the fewest tokens where the constraint has
    /// few states, else by bytes. Not with <see cref="Beams"/>, and not with a tokenizer whose tokens have no text of
    /// their own (WordPiece, words with a suffix).
    /// </para>
    /// </remarks>
    public GenerationConstraint? Constraint { get; init; }
}
