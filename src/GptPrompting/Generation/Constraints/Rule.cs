namespace GptPrompting.Generation.Constraints;

/// <summary>A pattern that others refer to: compiled once, and the only way to recursion.</summary>
/// <param name="countsDepth">Whether it may contain itself, so that its uses count toward the depth limit.</param>
internal sealed class Rule(bool countsDepth)
{
    public bool CountsDepth => countsDepth;

    /// <summary>Set after the rule was made, so that it can refer to itself.</summary>
    public Pattern Body { get; set; } = Pattern.Empty;
}
