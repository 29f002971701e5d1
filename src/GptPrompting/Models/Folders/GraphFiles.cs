namespace GptPrompting.Models.Folders;

/// <summary>The graphs of one model.</summary>
/// <param name="First">Reads a sequence's first tokens, and later ones where there is no other.</param>
/// <param name="Next">Reads tokens behind a past, where another graph does that.</param>
internal sealed record GraphFiles(string First, string? Next = null)
{
    public IEnumerable<string> All => Next is null ? [First] : [First, Next];
}
