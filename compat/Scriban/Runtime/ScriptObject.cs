using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Scriban.Functions;
using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>The object of the template language: named values in the order of their insertion.</summary>
public partial class ScriptObject : IDictionary<string, object?>, IScriptObject, IDictionary, IFormattable
{
    internal readonly record struct Slot(object? Value, bool IsReadOnly);

    internal Dictionary<string, Slot> Slots { get; private set; }

    public ScriptObject() : this(0)
    {
    }

    public ScriptObject(IEqualityComparer<string>? keyComparer) : this(0, true, keyComparer)
    {
    }

    public ScriptObject(int capacity) : this(capacity, true, null)
    {
    }

    public ScriptObject(int capacity, IEqualityComparer<string>? keyComparer) : this(capacity, true, keyComparer)
    {
    }

    public ScriptObject(int capacity, bool? autoImportStaticsFromThisType)
        : this(capacity, autoImportStaticsFromThisType, null)
    {
    }

    public ScriptObject(int capacity, bool? autoImportStaticsFromThisType, IEqualityComparer<string>? keyComparer)
    {
        Slots = new Dictionary<string, Slot>(capacity, keyComparer);
        bool isDerived = GetType() != typeof(ScriptObject);
        if (isDerived && autoImportStaticsFromThisType == true) this.Import(GetType());
    }

    public int Count => Slots.Count;

    public virtual bool IsReadOnly { get; set; }

    public ICollection<string> Keys => Slots.Keys;

    public ICollection<object?> Values => Slots.Values.Select(slot => slot.Value).ToList();

    public virtual object? this[string key]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(key);
            TryGetValue(NoContext, default, key, out object? value);
            return value;
        }
        set
        {
            ArgumentNullException.ThrowIfNull(key);
            this.AssertNotReadOnly();
            TrySetValue(NoContext, default, key, value, false);
        }
    }

    // The context is handed on only to overrides; the members of this type do not look at it.
    private static TemplateContext NoContext => null!;

    public IEnumerable<string> GetMembers() => Slots.Keys;

    public virtual bool Contains(string member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return Slots.ContainsKey(member);
    }

    public bool ContainsKey(string key) => Contains(key);

    public virtual bool TryGetValue(TemplateContext context, SourceSpan span, string member, out object? value)
    {
        bool found = Slots.TryGetValue(member, out Slot slot);
        value = slot.Value;
        return found;
    }

    public virtual bool CanWrite(string member) => !Slots.TryGetValue(member, out Slot slot) || !slot.IsReadOnly;

    public virtual bool TrySetValue(
        TemplateContext context, SourceSpan span, string member, object? value, bool readOnly)
    {
        if (!CanWrite(member)) return false;
        this.AssertNotReadOnly();
        Slots[member] = new Slot(value, readOnly);
        return true;
    }

    public void SetValue(string member, object? value, bool readOnly) => Slots[member] = new Slot(value, readOnly);

    public void Add(string key, object? value) => Slots.Add(key, new Slot(value, false));

    public virtual bool Remove(string member)
    {
        this.AssertNotReadOnly();
        return Slots.Remove(member);
    }

    public void Clear() => Slots.Clear();

    public virtual void SetReadOnly(string member, bool readOnly)
    {
        this.AssertNotReadOnly();
        if (Slots.TryGetValue(member, out Slot slot)) Slots[member] = slot with { IsReadOnly = readOnly };
    }

    public virtual void CopyTo(ScriptObject dest)
    {
        ArgumentNullException.ThrowIfNull(dest);
        foreach ((string key, Slot slot) in Slots) dest.Slots[key] = slot;
    }

    public virtual IScriptObject Clone(bool deep)
    {
        var clone = (ScriptObject)MemberwiseClone();
        clone.Slots = new Dictionary<string, Slot>(Slots.Count);
        foreach ((string key, Slot slot) in Slots)
        {
            bool isCopied = deep && slot.Value is ScriptObject or ScriptArray;
            object? value = isCopied ? ((IScriptObject)slot.Value!).Clone(deep) : slot.Value;
            clone.Slots[key] = slot with { Value = value };
        }

        return clone;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        foreach ((string key, Slot slot) in Slots) yield return new KeyValuePair<string, object?>(key, slot.Value);
    }

    public sealed override string ToString() => ToString(null, null);

    public string ToString(IFormatProvider formatProvider) => ToString(null, formatProvider);

    public virtual string ToString(string? format, IFormatProvider? formatProvider)
    {
        var context = formatProvider as TemplateContext;
        var text = new StringBuilder("{");
        foreach ((string key, object? value) in this)
        {
            if (text.Length > 1) text.Append(", ");
            text.Append(IsIdentifier(key) ? key : $"\"{StringFunctions.Escape(key)}\"").Append(": ");
            text.Append(context is not null ? context.ObjectToString(value, true) : FormatAlone(value, formatProvider));
        }

        return text.Append('}').ToString();
    }

    [return: NotNullIfNotNull(nameof(value))]
    private static string? FormatAlone(object? value, IFormatProvider? provider) =>
        value is IFormattable formattable ? formattable.ToString(null, provider) : value?.ToString();

    private static bool IsIdentifier(string key) =>
        key.Length > 0
        && (char.IsLetter(key[0]) || key[0] == '_')
        && key.All(c => char.IsLetterOrDigit(c) || c == '_');

    [ScriptMemberIgnore]
    public static ScriptObject From(object? obj)
    {
        var result = new ScriptObject();
        result.Import(obj);
        return result;
    }

    [ScriptMemberIgnore]
    public static bool IsImportable(object? obj)
    {
        if (obj is null) return true;
        Type type = obj as Type ?? obj.GetType();
        return obj is not string && !type.IsPrimitive && type != typeof(decimal) && !type.IsEnum && !type.IsArray;
    }
}
