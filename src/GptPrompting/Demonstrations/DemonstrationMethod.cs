namespace GptPrompting.Demonstrations;

/// <summary>Which demonstrations are chosen for an input. Where two are equally good, the one given first is.</summary>
public enum DemonstrationMethod
{
    /// <summary>Those that were given first.</summary>
    First,

    /// <summary>Drawn without replacement; the seed alone decides, on every platform.</summary>
    Random,

    /// <summary>
    /// As many of each output as of every other, give or take one, as long as there are any; drawn at random within an
    /// output.
    /// </summary>
    ClassBalanced,

    /// <summary>
    /// Those whose inputs have most in common with the input, word by word: BM25 (Robertson and Zaragoza 2009, k1 =
    /// 1.2, b = 0.75) with the inverse document frequency of Lucene.
    /// </summary>
    NearestByBm25,

    /// <summary>Those whose inputs' vectors have the largest cosine with that of the input.</summary>
    NearestByEmbedding,

    /// <summary>
    /// One after the other, each near to the input and unlike those chosen before: maximal marginal relevance
    /// (Carbonell and Goldstein 1998) over cosines of vectors.
    /// </summary>
    MaximalMarginalRelevance,

    /// <summary>
    /// The shortest, as many as fit into <see cref="DemonstrationSelection.MaxLength"/>, which it needs.
    /// </summary>
    LengthBounded,
}
