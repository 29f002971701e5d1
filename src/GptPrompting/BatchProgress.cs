namespace GptPrompting;

/// <summary>How far a call with many requests is.</summary>
/// <param name="Done">Requests that have their result.</param>
/// <param name="Total">All requests.</param>
/// <param name="TokensRead">
/// Tokens that the model has read so far. What requests share is read once and counted once.
/// </param>
public sealed record BatchProgress(int Done, int Total, long TokensRead);
