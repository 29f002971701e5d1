namespace GptPrompting.Scoring;

/// <summary>What a masked model expects in the place of one mask token.</summary>
/// <param name="TokenIndex">
/// 0-based place of the mask among the text's tokens, special tokens around it included.
/// </param>
/// <param name="Candidates">
/// The most probable tokens, most probable first, each with its log-probability over the whole vocabulary. Several
/// masks are predicted independently, each with the others masked.
/// </param>
public sealed record MaskPrediction(int TokenIndex, IReadOnlyList<TokenScore> Candidates);
