using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>
/// How many results a page may know in detail: more cannot fit into 2 MB, and memory is not to grow with the samples.
/// </summary>
internal static class DetailLimit
{
    private const int MostResults = 10_000;
    private const int MostTokens = 2_000_000;

    /// <param name="rows">The rows, those that are wanted most first.</param>
    /// <param name="tokens">How many tokens a row's result has, or more.</param>
    /// <returns>The first of them.</returns>
    public static int[] Take(IEnumerable<int> rows, Func<int, int> tokens)
    {
        int sum = 0;
        return [.. rows.Take(MostResults).TakeWhile(row => (sum += tokens(row)) <= MostTokens)];
    }

    /// <returns>How many tokens of a result a page shows at most.</returns>
    public static int TokensOf(ResultNumbers result) => Math.Min(result.OutputTokens, SampleDetail.MostTokens);
}
