namespace GptPrompting.Prompts;

/// <summary>How bad a <see cref="PromptProblem"/> is.</summary>
public enum PromptProblemSeverity
{
    /// <summary>The prompt works, but probably not as well as it could.</summary>
    Warning,

    /// <summary>The prompt fails, or cannot do what it says.</summary>
    Error,
}
