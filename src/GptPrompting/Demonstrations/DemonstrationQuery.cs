namespace GptPrompting.Demonstrations;

/// <summary>For what demonstrations are chosen.</summary>
/// <param name="Input">
/// The input of the prompt. A demonstration with the same input, white space around it aside, is never chosen.
/// </param>
public sealed record DemonstrationQuery(string Input)
{
    /// <summary>
    /// The item's value of <see cref="DemonstrationSelection.KeyField"/>: a demonstration with this value is never
    /// chosen either, whatever its input. Null, the default, leaves out none but those with the same input.
    /// </summary>
    public string? Key { get; init; }
}
