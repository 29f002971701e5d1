namespace Training.Tests;

/// <summary>A sequence, and the logits after each of its tokens.</summary>
internal sealed record ReferenceCase(long[] Ids, float[][] Logits);
