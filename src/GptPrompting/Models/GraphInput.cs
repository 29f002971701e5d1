using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Models;

/// <summary>An input that is no past.</summary>
/// <param name="Name">As the graph calls it.</param>
/// <param name="Role">What it is told.</param>
/// <param name="Type">In which element type.</param>
/// <param name="Rank">Dimensions of the tensor.</param>
internal sealed record GraphInput(string Name, InputRole Role, TensorElementType Type, int Rank)
{
    /// <returns>What <paramref name="pass"/> has to say to this input; the caller disposes it.</returns>
    public OrtValue Value(ForwardPass pass)
    {
        int p = pass.Past?.Slots ?? 0;
        return Role switch
        {
            InputRole.TokenIds => Tensor(pass.TokenIds, [pass.BatchSize, pass.Length]),
            InputRole.Mask => Tensor(pass.Mask, [pass.BatchSize, p + pass.Length]),
            InputRole.Positions => Tensor(pass.Positions, [pass.BatchSize, pass.Length]),
            InputRole.TokenTypes => Tensor(new long[pass.TokenIds.Length], [pass.BatchSize, pass.Length]),
            InputRole.HasPast => Tensor([pass.Past is null ? 0 : 1], Ones),
            InputRole.KeptRows => Tensor([WantedRows.Kept(pass)], Ones),
            InputRole.WantedRows => Tensor(WantedRows.Asked(pass), [WantedRows.Asked(pass).Length]),
            InputRole.Slots => Tensor(
                [.. Enumerable.Range(p, pass.Length).Select(slot => (long)slot)], [pass.Length]),
            _ => throw new InvalidOperationException($"There is no value for the role {Role}."),
        };
    }

    /// <summary>Whether <see cref="Value"/> can be given in a type.</summary>
    public static bool CanBe(TensorElementType type) => type is TensorElementType.Int64 or TensorElementType.Int32
        or TensorElementType.Float or TensorElementType.Float16 or TensorElementType.Bool;

    // A scalar, or one number in a tensor of some rank.
    private long[] Ones => [.. Enumerable.Repeat(1L, Rank)];

    private OrtValue Tensor(long[] values, long[] shape) => Type switch
    {
        TensorElementType.Int64 => OrtValue.CreateTensorValueFromMemory(values, shape),
        TensorElementType.Int32 => Tensor(values, value => checked((int)value), shape),
        TensorElementType.Float => Tensor(values, value => (float)value, shape),
        TensorElementType.Float16 => Tensor(values, value => (Float16)(float)value, shape),
        TensorElementType.Bool => Tensor(values, value => value != 0, shape),
        _ => throw new InvalidOperationException($"There is no value of type {Type}."),
    };

    private static OrtValue Tensor<T>(long[] values, Converter<long, T> convert, long[] shape)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, convert), shape);
}
