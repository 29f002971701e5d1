using Scriban.Syntax;

namespace GptPrompting.Prompts;

/// <summary>
/// Refuses expressions that are nested or chained too deeply. The engine evaluates by recursion and does not count
/// chains like <c>a.b.c</c>, so one of some thousand links would end the process.
/// </summary>
internal static class TemplateDepth
{
    /// <summary>
    /// A chain at the limit was rendered on thread-pool threads (1.5 MB of stack). On threads of 256 kB or less, long
    /// pipes below it can still be too deep.
    /// </summary>
    internal const int Limit = 100;

    /// <exception cref="PromptFormatException">The tree has such an expression.</exception>
    internal static void Check(ScriptNode? root, string? path, TemplateOrigin origin)
    {
        var nodes = new Stack<(ScriptNode Node, int Depth)>();
        if (root is not null)
        {
            nodes.Push((root, 0));
        }

        while (nodes.TryPop(out (ScriptNode Node, int Depth) parent))
        {
            if (parent.Depth > Limit)
            {
                throw TemplateErrors.At(
                    path,
                    TemplateErrors.Place(parent.Node.Span, origin),
                    $"the expression is nested or chained more than {Limit} deep");
            }

            // Not by recursion, which is what this is about; some versions have null for absent children.
            foreach (ScriptNode? child in parent.Node.Children)
            {
                if (child is not null)
                {
                    nodes.Push((child, DepthOf(child, parent.Depth)));
                }
            }
        }
    }

    /// <summary>The parser counts how deep statements are nested.</summary>
    private static int DepthOf(ScriptNode node, int outer) => node switch
    {
        ScriptStatement => 0,
        ScriptExpression => outer + 1,
        _ => outer,
    };
}
