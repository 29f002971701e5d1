namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>What a page knows of some results only; texts are places in <see cref="SampleTable.Texts"/>.</summary>
internal sealed class DetailColumns
{
    /// <summary>Which result each item is about.</summary>
    public List<int> Row { get; } = [];

    public List<string> Target { get; } = [];

    public List<string?> Output { get; } = [];

    public List<int[]> Tokens { get; } = [];

    public List<double[]> LogProbabilities { get; } = [];

    /// <summary>How many tokens there are, in the page or not.</summary>
    public List<int> TokenCount { get; } = [];

    /// <summary>For each choice its text, log-likelihood and number of tokens.</summary>
    public List<double[][]> Choices { get; } = [];

    public List<int[]> Shown { get; } = [];

    public List<double[]> Demonstrations { get; } = [];
}
