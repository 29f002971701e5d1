using GptPrompting.Prompts;

namespace GptPrompting.Evaluation;

/// <summary>
/// One item of a data set: an input, the answer that is right, and solved examples to show before it.
/// </summary>
public sealed record ShotsSample
{
    /// <summary>What reports call the sample; unique in its data set.</summary>
    public required string Id { get; init; }

    /// <summary>The task it belongs to; reports average over the samples of a task.</summary>
    public required string Task { get; init; }

    /// <summary>What to do, as the prompt's first line; empty for a prompt that only shows.</summary>
    public string Description { get; init; } = "";

    /// <summary>The demonstrations that belong to this sample; a prompt with k shots shows the first k.</summary>
    public IReadOnlyList<Demonstration> Demonstrations { get; init; } = [];

    /// <summary>What is asked.</summary>
    public required string Input { get; init; }

    /// <summary>The right answer, without the space before it and the line end after it.</summary>
    public required string Target { get; init; }

    /// <summary>The answers to choose from; empty where the answer is free text.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The word before an input in the prompt.</summary>
    public string InputLabel { get; init; } = "Input";

    /// <summary>The word before an answer in the prompt.</summary>
    public string OutputLabel { get; init; } = "Output";
}
