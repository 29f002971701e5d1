using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace GptPrompting.Prompts;

/// <summary>
/// What a template and the pieces that it includes read from outside: variables, and fields of demonstrations. Found in
/// the syntax tree, without rendering.
/// </summary>
/// <remarks>
/// A name that is assigned anywhere counts as defined everywhere, a loop variable or parameter within its loop or
/// function. Where names can come from a value (<c>with</c>, <c>import</c>, a computed <c>include</c>),
/// <see cref="IsComplete"/> is false.
/// </remarks>
internal sealed class TemplateUses
{
    private static readonly ScriptObject Builtins = new TemplateContext().BuiltinObject;

    // The engine's own names in loops.
    private static readonly string[] LoopNames = ["for", "while", "tablerow"];

    private readonly TemplatePartials _partials;
    private readonly HashSet<string> _included = new(StringComparer.Ordinal);
    private readonly HashSet<string> _assigned = new(StringComparer.Ordinal);
    private readonly List<TemplateUse> _variables = [];
    private readonly List<TemplateUse> _fields = [];

    private TemplateUses(TemplatePartials partials) => _partials = partials;

    /// <summary>Whether the template can read no other name than those found.</summary>
    internal bool IsComplete { get; private set; } = true;

    /// <summary>Reads of variables that neither the template nor the engine defines, in no particular order.</summary>
    internal IEnumerable<TemplateUse> Variables => _variables.Where(use => !_assigned.Contains(use.Name));

    /// <summary>Names that the template assigns; a variable that is only overwritten is used, too.</summary>
    internal IReadOnlySet<string> Assigned => _assigned;

    /// <summary>Fields that are read of every demonstration that is shown; not those behind a condition.</summary>
    internal IReadOnlyList<TemplateUse> Fields => _fields;

    internal static TemplateUses Of(ScriptNode? root, string? path, TemplateOrigin origin, TemplatePartials partials)
    {
        var uses = new TemplateUses(partials);
        uses.Walk(root, new Scope(path, origin, Names: [], Demonstrations: [], IsConditional: false));
        return uses;
    }

    /// <summary>By recursion: the parser bounds the depth of statements, TemplateDepth that of expressions.</summary>
    private void Walk(ScriptNode? node, Scope scope)
    {
        switch (node)
        {
            case null:
                break;
            case ScriptVariable variable:
                Read(variable, scope);
                break;
            case ScriptMemberExpression member:
                ReadMember(member, scope);
                break;
            case ScriptNamedArgument argument:
                Walk(argument.Value, scope);
                break;
            case ScriptObjectMember member:
                Walk(member.Value, scope);
                break;
            case ScriptForStatement loop:
                WalkLoop(loop, scope);
                break;
            case ScriptFunction function:
                WalkFunction(function, scope);
                break;
            case ScriptFunctionCall call:
                Include(call, scope);
                WalkChildren(call, scope);
                break;
            default:
                Note(node);
                bool isChoice = node is ScriptConditionStatement or ScriptConditionalExpression;
                WalkChildren(node, isChoice ? scope with { IsConditional = true } : scope);
                break;
        }
    }

    private void WalkChildren(ScriptNode node, Scope scope)
    {
        // Some versions have null for absent children.
        foreach (ScriptNode? child in node.Children)
        {
            Walk(child, scope);
        }
    }

    /// <summary>What a node says of names, apart from what its parts read.</summary>
    private void Note(ScriptNode node)
    {
        ScriptExpression? target = node switch
        {
            ScriptAssignExpression assignment => assignment.Target,
            ScriptCaptureStatement capture => capture.Target,
            _ => null,
        };
        if (target is ScriptVariable variable)
        {
            _assigned.Add(variable.Name);
        }

        IsComplete &= node is not (ScriptWithStatement or ScriptImportStatement);
    }

    private void Read(ScriptVariable variable, Scope scope)
    {
        bool isOutside = variable is ScriptVariableGlobal && !scope.Names.Contains(variable.Name)
            && !Builtins.Contains(variable.Name) && !LoopNames.Contains(variable.Name, StringComparer.Ordinal);
        if (isOutside)
        {
            _variables.Add(Use(variable, scope));
        }
    }

    private void ReadMember(ScriptMemberExpression member, Scope scope)
    {
        bool isOfDemonstration = member.Target is ScriptVariable { Name: var name }
            ? scope.Demonstrations.Contains(name)
            : member.Target is ScriptIndexerExpression
            {
                Target: ScriptVariable { Name: Prompt.DemonstrationsVariable },
            };
        if (isOfDemonstration && !scope.IsConditional && member is not ScriptIsEmptyExpression
            && member.Member is { } field)
        {
            _fields.Add(Use(field, scope));
        }

        Walk(member.Target, scope);
    }

    private void WalkLoop(ScriptForStatement loop, Scope scope)
    {
        Scope inside = loop.Variable is ScriptVariable variable
            ? scope.With(variable.Name, isDemonstration: Reads(loop.Iterator, Prompt.DemonstrationsVariable))
            : scope;
        foreach (ScriptNode? child in loop.Children)
        {
            Walk(child, child == loop.Body || child == loop.Variable ? inside : scope);
        }
    }

    private void WalkFunction(ScriptFunction function, Scope scope)
    {
        // Its name is a child that is a variable; parameters may stand in a list of their own.
        foreach (ScriptVariable name in function.Children.OfType<ScriptVariable>())
        {
            _assigned.Add(name.Name);
        }

        ScriptNode[] children = [.. function.Children.Where(child => child is not (null or ScriptVariable))];
        Scope inside = children.SelectMany(child => child.Children.Prepend(child)).OfType<ScriptParameter>()
            .Aggregate(scope, (outer, parameter) => outer.With(parameter.Name!.Name, isDemonstration: false));
        foreach (ScriptNode child in children)
        {
            Walk(child, inside);
        }
    }

    private void Include(ScriptFunctionCall call, Scope scope)
    {
        if (call.Target is not ScriptVariable { Name: "include" or "include_join" })
        {
            return;
        }

        string? name = call.Arguments.Count > 0 && call.Arguments[0] is ScriptLiteral { Value: string text }
            ? text
            : null;
        IsComplete &= name is not null;
        string[] names = name is null ? [.. _partials.Names] : [name];
        foreach (string each in names)
        {
            // A piece is walked once for each set of names that it can see.
            string key = $"{each}\n{string.Join(',', scope.Names)}\n{scope.IsConditional}";
            if (_partials.Find(each) is (string path, Template template) && _included.Add(key))
            {
                Walk(template.Page, scope with { Path = path, Origin = TemplateOrigin.WholeFile });
            }
        }
    }

    private static bool Reads(ScriptNode? node, string variable) =>
        node is ScriptVariable found
            ? found.Name == variable
            : node is not null && node.Children.Any(child => child is not null && Reads(child, variable));

    private static TemplateUse Use(ScriptVariable variable, Scope scope)
    {
        (int line, int column) = TemplateErrors.Place(variable.Span, scope.Origin);
        return new TemplateUse(variable.Name, scope.Path, line, column);
    }

    private sealed record Scope(
        string? Path, TemplateOrigin Origin, HashSet<string> Names, HashSet<string> Demonstrations, bool IsConditional)
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
