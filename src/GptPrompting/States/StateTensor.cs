namespace GptPrompting.States;

/// <summary>Numbers that a graph computed on the way to its result.</summary>
/// <param name="Name">The graph's name for them, such as <c>hidden_states.3</c>.</param>
/// <param name="Shape">Size of each axis, outermost first.</param>
/// <param name="Values">All numbers, row-major; as many as the product of the shape.</param>
public sealed record StateTensor(string Name, IReadOnlyList<int> Shape, ReadOnlyMemory<float> Values)
{
    /// <summary>What is at one place of the first axis: one token's state, or one head's attentions.</summary>
    /// <param name="index">0 to the size of the first axis - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public ReadOnlySpan<float> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Shape[0]);
            int size = Values.Length / Shape[0];
            return Values.Span.Slice(index * size, size);
        }
    }
}
