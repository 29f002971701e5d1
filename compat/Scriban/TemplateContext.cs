using System.Globalization;
using Scriban.Functions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban;

/// <summary>The settings and the state of one rendering; not for more than one thread at a time.</summary>
public partial class TemplateContext : IFormatProvider
{
    private readonly Stack<CultureInfo> _cultures = new();
    private readonly Stack<string> _sourceFiles = new();
    private readonly IEqualityComparer<string>? _keyComparer;

    public TemplateContext() : this(null, null)
    {
    }

    public TemplateContext(ScriptObject? builtin) : this(builtin, null)
    {
    }

    public TemplateContext(IEqualityComparer<string>? keyComparer) : this(null, keyComparer)
    {
    }

    public TemplateContext(ScriptObject? builtin, IEqualityComparer<string>? keyComparer)
    {
        _keyComparer = keyComparer;
        _outputs.Push(new StringBuilderOutput());
        BuiltinObject = builtin ?? GetDefaultBuiltinObject();
        PushGlobal(BuiltinObject);
    }

    public delegate bool TryGetVariableDelegate(
        TemplateContext context, Parsing.SourceSpan span, ScriptVariable variable, out object? value);

    public delegate bool TryGetMemberDelegate(
        TemplateContext context, Parsing.SourceSpan span, object target, string member, out object? value);

    public ScriptObject BuiltinObject { get; }

    public CultureInfo CurrentCulture =>
        _cultures.TryPeek(out CultureInfo? culture) ? culture : CultureInfo.InvariantCulture;

    public string? CurrentSourceFile => _sourceFiles.TryPeek(out string? path) ? path : null;

    public int CultureCount => _cultures.Count;

    public int SourceFileCount => _sourceFiles.Count;

    public ITemplateLoader? TemplateLoader { get; set; }

    public Parsing.ParserOptions TemplateLoaderParserOptions { get; set; } = new();

    public Parsing.LexerOptions TemplateLoaderLexerOptions { get; set; } = new();

    public Dictionary<string, Template> CachedTemplates { get; } = [];

    public Dictionary<object, object> Tags { get; } = [];

    public MemberRenamerDelegate MemberRenamer { get; set; } = StandardMemberRenamer.Default;

    public MemberFilterDelegate? MemberFilter { get; set; }

    public TryGetVariableDelegate? TryGetVariable { get; set; }

    public TryGetMemberDelegate? TryGetMember { get; set; }

    public bool StrictVariables { get; set; }

    public bool EnableRelaxedTargetAccess { get; set; }

    public bool EnableRelaxedMemberAccess { get; set; } = true;

    public bool EnableRelaxedFunctionAccess { get; set; }

    public bool EnableRelaxedIndexerAccess { get; set; } = true;

    public bool EnableNullIndexer { get; set; }

    public bool EnableBreakAndContinueAsReturnOutsideLoop { get; set; }

    public bool ErrorForStatementFunctionAsExpression { get; set; }

    public bool EnableOutput { get; set; } = true;

    public bool AutoIndent { get; set; } = true;

    public bool IndentOnEmptyLines { get; set; } = true;

    public string NewLine { get; set; } = Environment.NewLine;

    public int LoopLimit { get; set; } = 1000;

    public int? LoopLimitQueryable { get; set; }

    public int RecursiveLimit { get; set; } = 100;

    public int ObjectRecursionLimit { get; set; } = 20;

    public int LimitToString { get; set; } = 1_048_576;

    public TimeSpan RegexTimeOut { get; set; } = TimeSpan.FromSeconds(10);

    public CancellationToken CancellationToken { get; set; }

    public static ScriptObject GetDefaultBuiltinObject() => new BuiltinFunctions();

    public object? GetFormat(Type? formatType) => CurrentCulture.GetFormat(formatType);

    public void PushCulture(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        _cultures.Push(culture);
    }

    public CultureInfo PopCulture() => _cultures.Count > 0
        ? _cultures.Pop()
        : throw new InvalidOperationException("Cannot PopCulture more than PushCulture");

    public void PushSourceFile(string sourceFile)
    {
        ArgumentNullException.ThrowIfNull(sourceFile);
        _sourceFiles.Push(sourceFile);
    }

    public string PopSourceFile() => _sourceFiles.Count > 0
        ? _sourceFiles.Pop()
        : throw new InvalidOperationException("Cannot PopSourceFile more than PushSourceFile");

    /// <summary>Back to how the context was made, apart from its settings.</summary>
    public virtual void Reset()
    {
        while (OutputCount > 1) PopOutput();
        ((StringBuilderOutput)Output).Builder.Clear();
        while (GlobalCount > 1) PopGlobal();
        _cultures.Clear();
        _sourceFiles.Clear();
        CachedTemplates.Clear();
        _memberAccessors.Clear();
        _writtenLength = 0;
        _isTruncated = false;
    }
}
