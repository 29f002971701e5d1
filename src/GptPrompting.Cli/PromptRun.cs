namespace GptPrompting.Cli;

/// <summary>The results of the cases of one prompt.</summary>
internal sealed record PromptRun(string Name, IReadOnlyList<PromptTestResult> Results);
