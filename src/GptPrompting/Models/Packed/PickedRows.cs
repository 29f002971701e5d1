using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Models.Packed;

/// <summary>The rows of a table that a pass picks, as an input of its graph: [1, s, columns].</summary>
internal sealed class PickedRows : IDisposable
{
    private readonly RowReader _reader;
    private readonly byte[] _rows;
    private readonly int _length;
    private GCHandle _pin;

    /// <param name="reader">The table.</param>
    /// <param name="count">s, how many rows.</param>
    public PickedRows(RowReader reader, int count)
    {
        RowTable table = reader.Table;
        (_reader, _length) = (reader, checked(count * table.RowBytes));
        _rows = ArrayPool<byte>.Shared.Rent(_length);
        _pin = GCHandle.Alloc(_rows, GCHandleType.Pinned);
        Value = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, (TensorElementType)table.Type, [1, count, table.Columns],
            _pin.AddrOfPinnedObject(), _length);
    }

    public string Input => _reader.Table.Input;

    public OrtValue Value { get; }

    /// <inheritdoc cref="RowReader.Read(ReadOnlySpan{long}, Span{byte})" path="/exception"/>
    public void Read(PackedPass pass) =>
        _reader.Read(_reader.Table.IsByPosition ? pass.Positions : pass.TokenIds, _rows.AsSpan(0, _length));

    public void Dispose()
    {
        if (_pin.IsAllocated)
        {
            Value.Dispose();
            _pin.Free();
            ArrayPool<byte>.Shared.Return(_rows);
        }
    }
}
