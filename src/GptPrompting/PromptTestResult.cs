using GptPrompting.Prompts;

namespace GptPrompting;

/// <summary>What one test case of a prompt gave.</summary>
/// <param name="Case">The case.</param>
/// <param name="Checks">Its checks in the order exact, contains, regex, label, loss_below; none after an error.</param>
public sealed record PromptTestResult(PromptTestCase Case, IReadOnlyList<PromptTestCheck> Checks)
{
    /// <summary>Why the case could not be run; null where it was.</summary>
    public string? Error { get; init; }

    /// <summary>What the model wrote, without white space around it; null where no check asks for it.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the case was run and every check holds.</summary>
    public bool Passed => Error is null && Checks.All(check => check.Passed);
}
