namespace GptPrompting;

/// <summary>A part of a context as token ids.</summary>
/// <param name="Start">Its place among the tokens of the context, at least 1.</param>
/// <param name="TokenIds">Its tokens; none where all of it was cut off.</param>
/// <param name="IsBoundaryMerged">Whether a token reaches over one of its ends.</param>
internal sealed record ContextPart(int Start, int[] TokenIds, bool IsBoundaryMerged);
