namespace GptPrompting.Evaluation.Tasks;

/// <summary>A text that a task file or a record gives, and whether it was written as a number.</summary>
internal readonly record struct TaskItem(string Text, bool IsNumber = false);
