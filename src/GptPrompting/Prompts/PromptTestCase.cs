using System.Collections.ObjectModel;
using System.Text.RegularExpressions;

namespace GptPrompting.Prompts;

/// <summary>
/// One case of a <c>tests.yaml</c>: values for a prompt's variables, and what must be true of the answer.
/// </summary>
public sealed record PromptTestCase
{
    /// <summary>Names the case among those of its file.</summary>
    public required string Name { get; init; }

    /// <summary>Values by name; defaults fill what is missing.</summary>
    public IReadOnlyDictionary<string, object?> Variables { get; init; } = ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>How many demonstrations to show; null for the prompt's own choice.</summary>
    public int? Shots { get; init; }

    /// <summary>The reference answer as a demonstration would have it; null where there is none.</summary>
    public string? Output { get; init; }

    /// <summary>The generated text, without white space around it, must equal this.</summary>
    public string? Exact { get; init; }

    /// <summary>The generated text must contain each of these.</summary>
    public IReadOnlyList<string> Contains { get; init; } = [];

    /// <summary>Must match somewhere in the generated text; the one from a file gives up after a second.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>The label that must be the most probable of <see cref="Prompt.Labels"/>.</summary>
    public string? Label { get; init; }

    /// <summary>The loss of <see cref="Output"/> must be below this, in nats per token.</summary>
    public double? LossBelow { get; init; }

    /// <summary>Whether a check looks at generated text.</summary>
    public bool NeedsText => Exact is not null || Contains.Count > 0 || Pattern is not null;

    /// <summary>1-based line of the case in its file; 0 for a case that came from none.</summary>
    public int Line { get; init; }

    /// <summary>1-based column of the case in its file; 0 for a case that came from none.</summary>
    public int Column { get; init; }
}
