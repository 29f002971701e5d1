namespace GptPrompting.Generation;

// Options that are fine by themselves but not together.
public sealed partial record GenerationOptions
{
    /// <summary>Checks what no single option can: every call does so before anything is computed.</summary>
    /// <exception cref="ArgumentException">Two options contradict each other; the message names both.</exception>
    public void ThrowIfContradictory()
    {
        Refuse(MinOutputTokens > MaxOutputTokens, nameof(MinOutputTokens),
            $"MinOutputTokens is {MinOutputTokens}, but MaxOutputTokens is {MaxOutputTokens}.");
        Refuse(TypicalP < 1 && Temperature == 0 && Beams == 1, nameof(TypicalP),
            "TypicalP is set, but Temperature is 0: greedy decoding has no use for it.");
        Refuse(BestOf < ResultCount, nameof(BestOf),
            $"BestOf is {BestOf}, but ResultCount is {ResultCount}; there must be enough to choose from.");
        Refuse(BestOf > ResultCount && IsGreedy && Beams == 1, nameof(BestOf),
            $"BestOf is {BestOf}, but the options are greedy: all texts would be the same. Set a Temperature above 0.");
        Refuse(Constraint is not null && MinOutputTokens > 0 && StopSequences.Count > 0, nameof(Constraint),
            "Constraint, MinOutputTokens and StopSequences are all set; one of the last two must go.");
        Refuse(Constraint is not null && Beams > 1, nameof(Constraint),
            $"Constraint is set, but Beams is {Beams}: a beam search is not constrained.");
        ThrowIfBeamsContradict();
    }

    private void ThrowIfBeamsContradict()
    {
        if (Beams == 1)
        {
            Refuse(LengthPenalty != 1, nameof(LengthPenalty),
                "LengthPenalty is set, but Beams is 1: nothing is ranked.");
            Refuse(EarlyStopping != EarlyStopping.Heuristic, nameof(EarlyStopping),
                "EarlyStopping is set, but Beams is 1: there is no beam search.");
            return;
        }

        bool samples = Temperature > 0 || TopK is not null || TopP < 1 || MinP > 0 || TypicalP < 1;
        Refuse(samples, nameof(Beams),
            $"Beams is {Beams}, but Temperature, TopK, TopP, MinP or TypicalP is set: beam search does not sample.");
        Refuse(BestOf is not null, nameof(BestOf),
            $"BestOf is {BestOf}, but Beams is {Beams}: the best beams are returned as it is.");
        Refuse(ResultCount > Beams, nameof(ResultCount),
            $"ResultCount is {ResultCount}, but Beams is {Beams}; there are no more results than beams.");
    }

    private static void Refuse(bool isContradictory, string name, string message)
    {
        if (isContradictory)
        {
            throw new ArgumentException(message, name);
        }
    }
}
