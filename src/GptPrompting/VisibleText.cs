using GptPrompting.Generation;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>
/// The text that a caller may see: whole characters, up to the first stop sequence, without special tokens.
/// </summary>
internal sealed class VisibleText(
    HuggingFaceTokenizer tokenizer, IEnumerable<int> promptIds, IReadOnlyList<string> stopSequences) : IOutputText
{
    private readonly IncrementalDecoder _decoder = IncrementalDecoder.Continue(tokenizer, promptIds);
    private readonly StopSequenceFilter _filter = new(stopSequences);

    public bool IsStopped => _filter.IsStopped;

    public string Append(int tokenId, bool mayStop)
    {
        string text = tokenizer.IsSpecial(tokenId) ? "" : _decoder.Append(tokenId);
        return mayStop ? _filter.Append(text) : text;
    }

    /// <returns>What was held back, at the end: an unfinished character shows as U+FFFD.</returns>
    public string Flush() => _filter.Append(_decoder.Flush()) + _filter.Flush();
}
