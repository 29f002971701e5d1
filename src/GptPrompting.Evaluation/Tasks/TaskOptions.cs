namespace GptPrompting.Evaluation.Tasks;

/// <summary>Where a task file's data and prompts lie, where that is not beside it.</summary>
public sealed record TaskOptions
{
    /// <summary>
    /// The folder that the task file's paths of data are looked for in first; null looks beside the task file, then
    /// beside the program.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// The file that is measured in place of the task's own, and read as the task says of that; null for the task's.
    /// </summary>
    public string? DataFile { get; init; }

    /// <summary>
    /// The prompt library that the task file's names of prompts are looked for in first; null looks beside the task
    /// file, then in <c>prompts</c> beside the program.
    /// </summary>
    public string? PromptsFolder { get; init; }
}
