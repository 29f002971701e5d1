namespace GptPrompting.Graphs.Rewrites;

/// <summary>Integers and scales that are computed together: who asks for scales finds what the integers left.</summary>
internal sealed class IntegersAndScales<T>(Func<(T[] Integers, float[] Scales)> compute)
    where T : unmanaged
{
    private float[]? _scales;

    public byte[] Integers()
    {
        (T[] integers, _scales) = compute();

        // The runtime takes sbyte[] for byte[], which saves a copy.
        return (object)integers as byte[] ?? Quantization.Bytes(integers);
    }

    public byte[] Scales() => Quantization.Bytes(_scales ?? compute().Scales);
}
