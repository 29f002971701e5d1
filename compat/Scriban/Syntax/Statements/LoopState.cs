using System.Collections;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>The `for` and `while` variables inside of a loop.</summary>
internal sealed class LoopState : IScriptObject
{
    private readonly IEnumerable? _list;
    private readonly IEnumerator? _items;
    private int? _length;
    private bool? _isLast;

    public LoopState()
    {
    }

    public LoopState(IEnumerable list, IEnumerator items)
    {
        _list = list;
        _items = items;
    }

    public int Index { get; private set; } = -1;

    public bool HasChanged { get; set; }

    public int Count => 0;

    public bool IsReadOnly { get; set; }

    private int Length => _length ??= _list is ICollection items ? items.Count : _list?.Cast<object?>().Count() ?? 0;

    public void Advance()
    {
        Index++;
        _isLast = null;
    }

    /// <summary>Looks one item ahead, at most once in an iteration.</summary>
    public bool MoveNextIsLast() => _isLast ??= _items is not null && !_items.MoveNext();

    public IEnumerable<string> GetMembers() => [];

    public bool Contains(string member) =>
        member is "index" or "first" or "even" or "odd" or "last" or "length" or "rindex" or "changed";

    public bool TryGetValue(TemplateContext context, SourceSpan span, string member, out object? value)
    {
        value = member switch
        {
            "index" => Index,
            "first" => Index == 0,
            "even" => Index % 2 == 0,
            "odd" => Index % 2 == 1,
            "last" => MoveNextIsLast(),
            "length" => Length,
            "rindex" => Length - Index - 1,
            "changed" => HasChanged,
            _ => null,
        };
        return value is not null;
    }

    public bool CanWrite(string member) => false;

    public bool TrySetValue(TemplateContext context, SourceSpan span, string member, object? value, bool readOnly) =>
        false;

    public bool Remove(string member) => false;

    public void SetReadOnly(string member, bool readOnly)
    {
    }

    public IScriptObject Clone(bool deep) => (IScriptObject)MemberwiseClone();
}
