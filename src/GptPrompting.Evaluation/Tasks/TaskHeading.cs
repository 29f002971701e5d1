namespace GptPrompting.Evaluation.Tasks;

/// <summary>What a task file says of itself, without its data.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Description">What it measures; empty where the file says nothing.</param>
/// <param name="DataPath">The path of its data, as the file has it.</param>
public sealed record TaskHeading(string Name, string Description, string DataPath);
