using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;
using Scriban.Syntax;

namespace Scriban;

public partial class TemplateContext
{
    private readonly Dictionary<Type, ObjectAccessor> _memberAccessors = [];
    private int _toStringDepth;
    private int _toStringLength;

    /// <summary>How a value is written; in a list or object (<paramref name="nested"/>) strings are quoted.</summary>
    public virtual string? ObjectToString(object? value, bool nested = false)
    {
        if (_toStringDepth == 0) _toStringLength = 0;
        _toStringDepth++;
        try
        {
            if (ObjectRecursionLimit != 0 && _toStringDepth > ObjectRecursionLimit)
            {
                throw new InvalidOperationException("Structure is too deeply nested or contains reference loops.");
            }

            string? text = LimitReached ? string.Empty : Format(value, nested);
            bool isCut = LimitToString > 0 && _toStringDepth == 1 && text?.Length >= LimitToString;
            return isCut ? text + "..." : text;
        }
        finally
        {
            _toStringDepth--;
        }
    }

    /// <summary>Only null, `empty` and false count as false.</summary>
    public virtual bool ToBool(SourceSpan span, object? value) => value switch
    {
        null => false,
        bool flag => flag,
        _ => value != EmptyScriptObject.Default,
    };

    public virtual int ToInt(SourceSpan span, object? value)
    {
        try
        {
            return value switch
            {
                null => 0,
                int number => number,
                BigInteger number => (int)number,
                _ => Convert.ToInt32(value, CurrentCulture),
            };
        }
        catch (Exception exception)
        {
            throw new ScriptRuntimeException(span, $"Unable to convert type `{GetTypeName(value)}` to int", exception);
        }
    }

    public virtual IList? ToList(SourceSpan span, object? value) => value switch
    {
        null => null,
        IList list => list,
        IEnumerable items => new ScriptArray(items),
        _ => throw new ScriptRuntimeException(
            span,
            "Unexpected list value. Expecting an array, list or iterator. Unable to convert to a list."),
    };

    public T? ToObject<T>(SourceSpan span, object? value) => (T?)ToObject(span, value, typeof(T));

    public virtual object? ToObject(SourceSpan span, object? value, Type destinationType)
    {
        ArgumentNullException.ThrowIfNull(destinationType);
        Type? underlying = Nullable.GetUnderlyingType(destinationType);
        if (underlying is not null && value is null) return null;
        Type target = underlying ?? destinationType;
        if (target == value?.GetType()) return value;
        if (target == typeof(string)) return ObjectToString(value);
        if (target == typeof(int)) return ToInt(span, value);
        if (target == typeof(bool)) return ToBool(span, value);
        if (value is null) return TypeNames.IsNumber(target) ? Activator.CreateInstance(target) : null;
        if (target == typeof(IList)) return ToList(span, value);
        if (target.IsInstanceOfType(value)) return value;
        try
        {
            return ConvertTo(value, target);
        }
        catch (Exception exception)
        {
            throw new ScriptRuntimeException(
                span, $"Unable to convert type `{GetTypeName(value)}` to `{GetTypeName(target)}`", exception);
        }
    }

    public virtual string GetTypeName(object? value) => value switch
    {
        null => "null",
        Type type => TypeNames.Of(type),
        _ => TypeNames.Of(value.GetType()),
    };

    public virtual object? IsEmpty(SourceSpan span, object? against) => against switch
    {
        null => null,
        IList list => list.Count == 0,
        IEnumerable items => !items.GetEnumerator().MoveNext(),
        _ when TypeNames.IsPrimitive(against.GetType()) => false,
        _ => AccessorOf(against).GetMembers(this, against).Any(),
    };

    internal ObjectAccessor AccessorOf(object? target)
    {
        if (target is null) return ObjectAccessor.Null;
        Type type = target.GetType();
        if (!_memberAccessors.TryGetValue(type, out ObjectAccessor? accessor))
        {
            accessor = ObjectAccessor.For(target, _keyComparer, MemberFilter, MemberRenamer);
            _memberAccessors.Add(type, accessor);
        }

        return accessor;
    }

    private bool LimitReached => LimitToString > 0 && _toStringLength >= LimitToString;

    private string? Format(object? value, bool nested)
    {
        switch (value)
        {
            case string text:
                return FormatString(text, nested);
            case null or EmptyScriptObject:
                return nested ? "null" : null;
            case bool flag:
                return flag ? "true" : "false";
            case DateTime date when BuiltinDate() is { } dates:
                return dates.Write(date, dates.Format, CurrentCulture);
            case IFormattable formattable:
                return formattable.ToString(null, this);
            case IConvertible convertible:
                return convertible.ToString(this);
            case IEnumerable items:
                return FormatList(items);
            case var _ when value.GetType() is { IsGenericType: true } type
                && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>):
                var pair = new ScriptObject(2);
                pair.Import(value, renamer: MemberRenamer);
                return ObjectToString(pair, true);
            case IScriptCustomFunction and not ScriptFunction:
                return "<function>";
            default:
                return value.ToString();
        }
    }

    private string FormatString(string text, bool nested)
    {
        int room = LimitToString > 0 ? LimitToString - _toStringLength : int.MaxValue;
        if (text.Length < room) return nested ? $"\"{StringFunctions.Escape(text)}\"" : text;
        string cut = text[..room];
        return nested ? $"\"{StringFunctions.Escape(cut)}" : cut;
    }

    private string FormatList(IEnumerable items)
    {
        var text = new StringBuilder("[");
        _toStringLength++;
        foreach (object? item in items)
        {
            if (text.Length > 1)
            {
                text.Append(", ");
                _toStringLength += 2;
            }

            string? part = ObjectToString(item, true);
            text.Append(part);
            _toStringLength += part?.Length ?? 0;
            if (LimitReached) return text.ToString();
        }

        _toStringLength++;
        return text.Append(']').ToString();
    }

    private DateTimeFunctions? BuiltinDate()
    {
        bool isStrict = StrictVariables;
        StrictVariables = false;
        try
        {
            return GetValue((ScriptVariable)DateTimeFunctions.Variable) as DateTimeFunctions;
        }
        finally
        {
            StrictVariables = isStrict;
        }
    }

    private object ConvertTo(object value, Type target)
    {
        if (target.IsEnum) return value is string name ? Enum.Parse(target, name) : Enum.ToObject(target, value);
        if (!TypeNames.IsPrimitive(value.GetType()) || !TypeNames.IsPrimitive(target)) throw new InvalidCastException();
        if (target == typeof(BigInteger)) return ToBigInteger(value);
        if (value is not BigInteger big) return Convert.ChangeType(value, target, CurrentCulture);
        return target == typeof(long) ? (long)big
            : target == typeof(ulong) ? (ulong)big
            : Convert.ChangeType((double)big, target, CultureInfo.InvariantCulture);
    }

    private static BigInteger ToBigInteger(object value) => value switch
    {
        bool flag => flag ? BigInteger.One : BigInteger.Zero,
        double or float => new BigInteger(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        ulong number => number,
        decimal number => new BigInteger(number),
        char letter => letter,
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };
}
