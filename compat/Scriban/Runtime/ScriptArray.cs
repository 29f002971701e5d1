using System.Collections;

namespace Scriban.Runtime;

public class ScriptArray : ScriptArray<object?>
{
    public ScriptArray()
    {
    }

    public ScriptArray(int capacity) : base(capacity)
    {
    }

    public ScriptArray(IEnumerable<object?> values) : base(values)
    {
    }

    public ScriptArray(IEnumerable values) : base(values)
    {
    }

    /// <summary>The item, or null where the list has none.</summary>
    public override object? this[int index]
    {
        get => index >= 0 && index < Count ? base[index] : null;
        set => base[index] = value;
    }
}
