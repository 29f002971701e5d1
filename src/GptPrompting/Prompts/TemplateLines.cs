using Scriban;
using Scriban.Syntax;

namespace GptPrompting.Prompts;

/// <summary>
/// The lines that a template and the pieces that it includes may write, found in the syntax tree: each branch of a
/// condition, and a loop as if it ran not at all, once and again.
/// </summary>
internal sealed class TemplateLines
{
    // A line with more choices in it counts as begun anew.
    private const int MostOpen = 32;

    // Loops and pieces within one another deeper than this are read once.
    private const int MostRepeated = 4;
    private const int MostIncluded = 8;

    // Prompts have some tens; pieces that include pieces could have any number.
    private const int MostNodes = 100_000;

    private readonly TemplatePartials _partials;
    private readonly Dictionary<string, TemplateLine> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TemplateLine> _shown = new(StringComparer.Ordinal);
    private bool _shows;
    private int _nodes;

    private TemplateLines(TemplatePartials partials) => _partials = partials;

    internal IEnumerable<TemplateLine> All => _all.Values;

    /// <summary>Those from where demonstrations begin on; all where the template has no loop over them.</summary>
    internal IEnumerable<TemplateLine> Shown => _shows ? _shown.Values : _all.Values;

    internal static TemplateLines Of(ScriptNode? root, TemplatePartials partials)
    {
        var lines = new TemplateLines(partials);
        lines.End(lines.Walk(root, [TemplateLine.Empty], new Scope([], [], Loops: 0, Pieces: 0)));
        return lines;
    }

    /// <param name="node">What is written next.</param>
    /// <param name="open">The lines that may have been begun.</param>
    /// <param name="scope">Names of loops around it.</param>
    /// <returns>The lines that may then have been begun.</returns>
    private TemplateLine[] Walk(ScriptNode? node, TemplateLine[] open, Scope scope)
    {
        if (node is null || ++_nodes > MostNodes)
        {
            return open;
        }

        switch (node)
        {
            case ScriptRawStatement raw:
                return Write(raw.Text.ToString(), open);
            case ScriptExpressionStatement statement:
                return WalkExpression(statement.Expression, open, scope);
            case ScriptExpression:
                return open;
            case ScriptLoopStatementBase loop:
                return WalkLoop(loop, open, scope);
            case ScriptConditionStatement choice:
                return Union([open, .. Children(choice).Select(child => Walk(child, open, scope))]);
            case ScriptCaptureStatement or ScriptFunction:
                End(Children(node).Aggregate(
                    new[] { TemplateLine.Empty }, (lines, child) => Walk(child, lines, scope)));
                return open;
            default:
                return Children(node).Aggregate(open, (lines, child) => Walk(child, lines, scope));
        }
    }

    // Some versions have null for absent children.
    private static IEnumerable<ScriptNode> Children(ScriptNode node) =>
        node.Children.Where(child => child is not null).Select(child => child!);

    private TemplateLine[] WalkLoop(ScriptLoopStatementBase loop, TemplateLine[] open, Scope scope)
    {
        Scope inside = scope with { Loops = scope.Loops + 1 };
        if (loop is ScriptForStatement { Variable: ScriptVariable variable } each)
        {
            bool isOfDemonstrations =
                Names(each.Iterator, scope.Demonstrations).Contains(Prompt.DemonstrationsVariable);
            _shows |= isOfDemonstrations;
            inside = inside.With(variable.Name, isOfDemonstrations);
        }

        for (int pass = 0; pass < (scope.Loops < MostRepeated ? 2 : 1); pass++)
        {
            TemplateLine[] before = open;
            open = Union([before, .. Children(loop).Select(child => Walk(child, before, inside))]);
        }

        return open;
    }

    private TemplateLine[] WalkExpression(ScriptExpression? expression, TemplateLine[] open, Scope scope) =>
        expression switch
        {
            null or ScriptAssignExpression => open,
            ScriptNestedExpression nested => WalkExpression(nested.Expression, open, scope),
            ScriptLiteral literal => Write(literal.Value as string ?? "", open),
            ScriptBinaryExpression { Operator: ScriptBinaryOperator.Add } sum =>
                WalkExpression(sum.Right, WalkExpression(sum.Left, open, scope), scope),
            ScriptFunctionCall call when PieceOf(call, scope) is { } piece =>
                Walk(piece.Page, open, scope with { Pieces = scope.Pieces + 1 }),
            _ => [.. open.Select(line => line.With(Inserted(expression, scope)))],
        };

    private Template? PieceOf(ScriptFunctionCall call, Scope scope) =>
        scope.Pieces < MostIncluded && call.Target is ScriptVariable { Name: "include" } && call.Arguments.Count > 0
        && call.Arguments[0] is ScriptLiteral { Value: string name }
            ? _partials.Find(name)?.Template
            : null;

    private static TemplatePart Inserted(ScriptExpression expression, Scope scope)
    {
        string[] names = [.. Names(expression, scope.Demonstrations)];
        return expression switch
        {
            ScriptMemberExpression { Target: ScriptVariable owner, Member: ScriptVariable field }
                when scope.Demonstrations.Contains(owner.Name) && field.Name is not ("input" or "output") =>
                new TemplatePart(TemplatePartKind.Field, field.Name, names),
            ScriptVariableGlobal variable when !scope.Names.Contains(variable.Name) =>
                new TemplatePart(TemplatePartKind.Variable, variable.Name, names),
            _ => new TemplatePart(TemplatePartKind.Anything, string.Join(' ', names), names),
        };
    }

    private static IEnumerable<string> Names(ScriptNode? node, IReadOnlySet<string> except) => node switch
    {
        null => [],
        ScriptVariable variable => except.Contains(variable.Name) ? [] : [variable.Name],
        ScriptMemberExpression member => Names(member.Target, except),
        _ => node.Children.SelectMany(child => Names(child, except)),
    };

    private TemplateLine[] Write(string text, TemplateLine[] open)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                End(open);
                open = [TemplateLine.Empty];
            }

            if (lines[i].Length > 0)
            {
                var words = new TemplatePart(TemplatePartKind.Words, lines[i], []);
                open = [.. open.Select(line => line.With(words))];
            }
        }

        return open;
    }

    private void End(TemplateLine[] open)
    {
        foreach (TemplateLine line in open)
        {
            _all[line.Key] = line;
            if (_shows)
            {
                _shown[line.Key] = line;
            }
        }
    }

    private TemplateLine[] Union(IEnumerable<TemplateLine[]> branches)
    {
        TemplateLine[] open = [.. branches.SelectMany(lines => lines).DistinctBy(line => line.Key)];
        if (open.Length <= MostOpen)
        {
            return open;
        }

        End(open);
        return [TemplateLine.Empty];
    }

    private sealed record Scope(HashSet<string> Names, HashSet<string> Demonstrations, int Loops, int Pieces)
    {
        internal Scope With(string name, bool isDemonstration) => this with
        {
            Names = [.. Names, name],
            Demonstrations = isDemonstration
                ? [.. Demonstrations, name]
                : [.. Demonstrations.Where(each => each != name)],
        };
    }
}
