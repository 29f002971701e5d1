namespace GptPrompting.Generation;

/// <summary>One step of one result of a batch.</summary>
/// <param name="RequestIndex">Which request it belongs to, from 0.</param>
/// <param name="ResultIndex">Which of the request's results, from 0.</param>
/// <param name="Update">The step.</param>
public readonly record struct BatchUpdate(int RequestIndex, int ResultIndex, CompletionUpdate Update);
