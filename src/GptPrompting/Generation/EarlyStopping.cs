namespace GptPrompting.Generation;

/// <summary>When a beam search ends, with the meanings of <c>early_stopping</c> in transformers.</summary>
public enum EarlyStopping
{
    /// <summary>
    /// <c>False</c>: when there are as many finished texts as beams and the best running one, ranked as if it ended
    /// here, is no better than the worst of them.
    /// </summary>
    Heuristic,

    /// <summary><c>True</c>: as soon as there are as many finished texts as beams.</summary>
    Eager,

    /// <summary>
    /// <c>"never"</c>: when no running text can become better than the worst finished one, even at full length.
    /// </summary>
    Never,
}
