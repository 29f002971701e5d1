using GptPrompting.Prompts;

namespace GptPrompting.Demonstrations;

/// <summary>A demonstration that was chosen.</summary>
/// <param name="Demonstration">The demonstration.</param>
/// <param name="Index">Its place in the list that it was chosen from, 0 for the first.</param>
/// <param name="Rank">Its place in the choice, 0 for the most useful; the highest is left out first.</param>
/// <param name="Similarity">
/// How like the input it is: a cosine, or a sum of BM25 weights of at least 0. Null where neither method nor order
/// asked for it.
/// </param>
public sealed record SelectedDemonstration(Demonstration Demonstration, int Index, int Rank, double? Similarity = null);
