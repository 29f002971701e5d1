using System.Runtime.InteropServices;

namespace GptPrompting.Tokenization;

/// <summary>Puts together the parts of one piece out of matches and what lies between them, in order.</summary>
internal sealed class SplitParts(Piece piece, SplitBehavior behavior, List<Piece> parts)
{
    private readonly List<Cut> _cuts = [];

    /// <summary>Takes the next stretch; an empty one is passed over.</summary>
    public void Add(int start, int end, bool isMatch)
    {
        if (end == start)
        {
            return;
        }

        if (behavior is SplitBehavior.MergedWithNext or SplitBehavior.MergedWithPrevious or SplitBehavior.Contiguous)
        {
            _cuts.Add(new Cut(start, end, isMatch));
        }
        else if (!isMatch || behavior == SplitBehavior.Isolated)
        {
            parts.Add(piece.Slice(start, end - start));
        }
    }

    /// <summary>Hands out what was waiting for its neighbours.</summary>
    public void Complete()
    {
        for (int first = 0, next; first < _cuts.Count; first = next)
        {
            next = first + 1;
            while (next < _cuts.Count && BelongTogether(next - 1, next, next - first))
            {
                next++;
            }

            parts.Add(piece.Slice(_cuts[first].Start, _cuts[next - 1].End - _cuts[first].Start));
        }
    }

    // Only one match goes with its neighbour: of two spaces before a word, the first stands alone.
    private bool BelongTogether(int left, int right, int joined) => behavior switch
    {
        SplitBehavior.Contiguous => _cuts[left].IsMatch == _cuts[right].IsMatch,
        SplitBehavior.MergedWithNext => _cuts[left].IsMatch && !_cuts[right].IsMatch && joined == 1,
        _ => !_cuts[left].IsMatch && _cuts[right].IsMatch && joined == 1,
    };

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Cut(int Start, int End, bool IsMatch);
}
