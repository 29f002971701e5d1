namespace GptPrompting;

/// <summary>What one check of a test case gave.</summary>
/// <param name="Name">The check's key in the file: exact, contains, regex, label or loss_below.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Detail">What was expected and what came, for people.</param>
public sealed record PromptTestCheck(string Name, bool Passed, string Detail);
