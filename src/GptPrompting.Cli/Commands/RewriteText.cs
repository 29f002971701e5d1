namespace GptPrompting.Cli.Commands;

/// <summary>What became of a graph's rewrites, in the same words wherever the tool tells it.</summary>
internal static class RewriteText
{
    /// <returns>One line each, which names the graph where there are several.</returns>
    public static IEnumerable<string> Lines(
        IReadOnlyList<ModelRewrite> rewrites, GraphPreparation preparation = GraphPreparation.None)
    {
        bool isOneGraph = rewrites.Select(rewrite => rewrite.GraphFile).Distinct().Count() == 1;
        return rewrites.Select(rewrite =>
            (isOneGraph ? "" : $"{rewrite.GraphFile}: ") + $"{rewrite.Name}: {State(rewrite, preparation)}");
    }

    private static string State(ModelRewrite rewrite, GraphPreparation preparation) => rewrite switch
    {
        { IsInFile: true } => "in the file",
        { IsApplied: true } => preparation == GraphPreparation.Taken ? "prepared" : "applied when opened",
        { Obstacle: null } => "fits, applied with --rewriting always",
        _ => $"does not fit, because {rewrite.Obstacle}",
    };
}
