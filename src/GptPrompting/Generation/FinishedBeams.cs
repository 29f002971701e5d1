namespace GptPrompting.Generation;

/// <summary>
/// The best texts that a beam search has finished, ranked by log-probability / length^penalty, and whether it is worth
/// searching on. Definitions as in transformers' <c>_beam_search</c>.
/// </summary>
internal sealed class FinishedBeams(GenerationOptions options, int outputLimit)
{
    private readonly List<(double Ranking, BeamNode Last)> _best = [];

    /// <summary>At most as many as there are beams, the best one first; among equal ones the one finished first.
    /// </summary>
    public IReadOnlyList<(double Ranking, BeamNode Last)> Best => _best;

    public void Add(BeamNode last)
    {
        double ranking = Ranking(last.Score, last.Length);
        int at = _best.FindIndex(each => each.Ranking < ranking);
        _best.Insert(at < 0 ? _best.Count : at, (ranking, last));
        if (_best.Count > options.Beams)
        {
            _best.RemoveAt(options.Beams);
        }
    }

    /// <param name="best">The best beam that still runs, or null where none does.</param>
    public bool IsEnough(BeamNode? best)
    {
        if (best is null || _best.Count < options.Beams)
        {
            return best is null;
        }

        bool assumesFullLength = options is { EarlyStopping: EarlyStopping.Never, LengthPenalty: > 0 };
        double hope = Ranking(best.Score, assumesFullLength ? outputLimit : best.Length);
        return options.EarlyStopping == EarlyStopping.Eager || hope <= _best[^1].Ranking;
    }

    private double Ranking(double score, int length) => score / Math.Pow(length, options.LengthPenalty);
}
