namespace GptPrompting.Scoring;

/// <summary>A token whose log-probability is wanted at some place of a <see cref="TokenNode"/>.</summary>
/// <param name="Offset">Index of the node's token that it follows.</param>
/// <param name="TokenId">The token.</param>
/// <param name="Item">Which item of the tree it is for.</param>
/// <param name="Index">Which of the item's scored tokens it is.</param>
internal readonly record struct ScoreTarget(int Offset, int TokenId, int Item, int Index);
