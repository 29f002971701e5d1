using System.Text;

namespace GptPrompting.Tokenization;

// Texts of strangers among one's own.
public sealed partial class HuggingFaceTokenizer
{
    private readonly AddedTokenFinder _marks;
    private readonly TextEncoder _dataEncoder;

    /// <summary>
    /// The added tokens that are more than white space: special ones, and others that mark something.
    /// </summary>
    internal IEnumerable<string> Marks =>
        _encoder.AddedTokens.Where(token => token.IsMark).Select(token => token.Content);

    /// <summary>
    /// Encodes parts as one text, but that added tokens are found only in parts that are no data. Of white space beside
    /// a token, which some tokens take along, they take only that of their own part.
    /// </summary>
    /// <param name="parts">Texts in order.</param>
    /// <param name="addSpecialTokens">Whether to put the special tokens around it all.</param>
    /// <exception cref="ArgumentException">
    /// A part has half a surrogate pair, or data that this tokenizer reads as a special token even so.
    /// </exception>
    internal int[] EncodeParts(IEnumerable<(string Text, bool IsData)> parts, bool addSpecialTokens)
    {
        var output = new EncodedText();
        var run = new StringBuilder();
        foreach ((string text, bool isData) in parts)
        {
            WholeCharacters.Require(text, nameof(parts));
            if (isData)
            {
                run.Append(text);
                continue;
            }

            _marks.Split(text, (range, token) =>
            {
                if (token is null)
                {
                    run.Append(text.AsSpan(range));
                    return;
                }

                EncodeRun(run, output);
                output.Ids.Add(token.Id);
            });
        }

        EncodeRun(run, output);
        return addSpecialTokens ? [.. _template.Before, .. output.Ids, .. _template.After] : [.. output.Ids];
    }

    private void EncodeRun(StringBuilder run, EncodedText output)
    {
        int before = output.Ids.Count;
        _dataEncoder.Encode(run.ToString(), _dataEncoder.HasNormalizer, split: true, output);
        run.Clear();
        foreach (int id in output.Ids.Skip(before).Where(id => IsSpecial(id) && id != UnkId))
        {
            throw new ArgumentException(
                $"A message has '{RawToken(id)}', which this tokenizer cannot read as other than a special token.");
        }
    }
}
