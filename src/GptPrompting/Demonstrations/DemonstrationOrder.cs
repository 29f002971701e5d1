namespace GptPrompting.Demonstrations;

/// <summary>The order in which chosen demonstrations are shown.</summary>
public enum DemonstrationOrder
{
    /// <summary>As in the list that they were chosen from.</summary>
    AsGiven,

    /// <summary>
    /// The one most like the input stands next to it: by cosine where the method goes by vectors, else by BM25. Among
    /// equal ones the better ranked stands later.
    /// </summary>
    MostSimilarLast,

    /// <summary>At random; the seed alone decides, on every platform.</summary>
    Shuffled,
}
