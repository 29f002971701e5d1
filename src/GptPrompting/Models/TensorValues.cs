using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Models;

/// <summary>A tensor in managed memory, as float32 whatever the graph's type.</summary>
/// <param name="Shape">Size of each axis.</param>
/// <param name="Values">Row-major.</param>
internal sealed record TensorValues(int[] Shape, float[] Values)
{
    public static bool CanRead(TensorElementType type) =>
        type is TensorElementType.Float or TensorElementType.Float16 or TensorElementType.BFloat16;

    public static TensorValues Of(OrtValue tensor)
    {
        OrtTensorTypeAndShapeInfo info = tensor.GetTensorTypeAndShape();
        return new TensorValues(
            [.. info.Shape.Select(size => checked((int)size))], Read(tensor, 0, checked((int)info.ElementCount)));
    }

    /// <returns>A stretch of a tensor's numbers.</returns>
    public static float[] Read(OrtValue tensor, int start, int count)
    {
        TensorElementType type = tensor.GetTensorTypeAndShape().ElementDataType;
        if (type == TensorElementType.Float)
        {
            return tensor.GetTensorDataAsSpan<float>().Slice(start, count).ToArray();
        }

        ReadOnlySpan<ushort> from = MemoryMarshal.Cast<byte, ushort>(tensor.GetTensorMutableRawData());
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            // bfloat16 is the upper half of a float32.
            values[i] = type == TensorElementType.Float16
                ? (float)BitConverter.UInt16BitsToHalf(from[start + i])
                : BitConverter.UInt32BitsToSingle((uint)from[start + i] << 16);
        }

        return values;
    }
}
