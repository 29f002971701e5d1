using System.Runtime.CompilerServices;

namespace GptPrompting.SemanticKernel;

/// <summary>
/// Remembers of the very texts that were fitted for a service how many demonstrations they leave out. A kernel renders
/// a prompt and hands the text on, with no place for more; a text that a filter has replaced is another text.
/// </summary>
internal sealed class FittedTexts
{
    private readonly ConditionalWeakTable<string, object> _leftOut = [];

    public void Add(string text, int leftOut) => _leftOut.AddOrUpdate(text, leftOut);

    /// <returns>Null for a text that was not fitted.</returns>
    public int? LeftOutOf(string? text) =>
        text is not null && _leftOut.TryGetValue(text, out object? leftOut) ? (int)leftOut : null;
}
