using System.Text.Json;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>One item of a data set as a task reads it: what is asked, what is right, and what to choose from.</summary>
public sealed record Sample
{
    /// <summary>What reports call the sample; unique in its data.</summary>
    public required string Id { get; init; }

    /// <summary>Its place in the data file, from 0 on, before any limit.</summary>
    public required int Index { get; init; }

    /// <summary>The record as it was read: a JSON object.</summary>
    public required JsonElement Document { get; init; }

    /// <summary>
    /// What is asked, as the task's prompt writes it for this sample alone: demonstrations are compared by it, and its
    /// length is the input length of reports. The document itself in a rolling task.
    /// </summary>
    public required string Input { get; init; }

    /// <summary>
    /// The right answer, without what parts it from the prompt; empty only in a rolling task.
    /// </summary>
    public required string Target { get; init; }

    /// <summary>All answers that are right, <see cref="Target"/> the first of them.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The answers to choose from; empty where the answer is free text.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Index of the right one of <see cref="Choices"/>; null where there are none.</summary>
    public int? Gold { get; init; }

    /// <summary>
    /// What the sample shares with others, such as the document of several questions: standard errors count it as one
    /// draw. Null where every sample stands for itself.
    /// </summary>
    public string? Cluster { get; init; }

    /// <summary>The part of the data that it belongs to, which gets figures of its own; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// The demonstrations that belong to this sample alone; null where they are drawn from the task's pool.
    /// </summary>
    public IReadOnlyList<Sample>? Demonstrations { get; init; }
}
