using System.Buffers;
using Google.Protobuf;

namespace GptPrompting.Graphs.Format;

/// <summary>
/// Reads the structure of an ONNX file. The generated parser would take every weight into memory, so the two outer
/// messages are walked by hand and the parser is given what remains.
/// </summary>
internal sealed class OnnxReader
{
    // Field numbers of ModelProto, GraphProto and TensorProto.
    private const int ModelGraph = 7;
    private const int GraphInitializer = 5;
    private const int TensorFloats = 4;
    private const int TensorRaw = 9;

    private readonly WireReader _wire;
    private readonly string _path;
    private readonly ArrayBufferWriter<byte> _modelRest = new();
    private readonly ArrayBufferWriter<byte> _graphRest = new();
    private readonly List<OnnxTensor> _tensors = [];
    private int _elements;

    private OnnxReader(WireReader wire, string path) => (_wire, _path) = (wire, path);

    /// <returns>The model without initializers, and these.</returns>
    /// <exception cref="ModelFormatException">The file is no ONNX file, or a damaged one.</exception>
    public static (ModelProto Model, IReadOnlyList<OnnxTensor> Tensors) Read(Stream stream, string path)
    {
        var reader = new OnnxReader(new WireReader(stream, path), path);
        try
        {
            return (reader.ReadModel(stream.Length), reader._tensors);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ModelFormatException(path, $"this is no ONNX file, or a damaged one: {e.Message}", e);
        }
    }

    private ModelProto ReadModel(long end)
    {
        bool hasGraph = false;
        while (_wire.Position < end)
        {
            (int Field, int WireType) tag = _wire.ReadTag(end);
            if (tag is (ModelGraph, WireReader.LengthDelimited))
            {
                hasGraph = true;
                ReadGraph(_wire.ReadLength(end));
            }
            else
            {
                Count();
                _wire.Copy(tag, end, _modelRest);
            }
        }

        ModelProto model = ModelProto.Parser.ParseFrom(_modelRest.WrittenSpan);
        model.Graph = hasGraph
            ? GraphProto.Parser.ParseFrom(_graphRest.WrittenSpan)
            : throw new ModelFormatException(_path, "this is no ONNX file, or a damaged one: it has no graph");
        GraphCheck.Check(model, _path);
        return model;
    }

    private void ReadGraph(long length)
    {
        for (long end = _wire.Position + length; _wire.Position < end;)
        {
            (int Field, int WireType) tag = _wire.ReadTag(end);
            Count();
            if (tag is (GraphInitializer, WireReader.LengthDelimited))
            {
                _tensors.Add(ReadTensor(_wire.ReadLength(end)));
            }
            else
            {
                _wire.Copy(tag, end, _graphRest);
            }
        }
    }

    /// <summary>Reads all of a tensor but its values, of which it notes the place.</summary>
    private OnnxTensor ReadTensor(long length)
    {
        var rest = new ArrayBufferWriter<byte>();
        FileTensorData? values = null;
        for (long end = _wire.Position + length; _wire.Position < end;)
        {
            (int Field, int WireType) tag = _wire.ReadTag(end);
            if (tag is not (TensorRaw or TensorFloats, WireReader.LengthDelimited))
            {
                _wire.Copy(tag, end, rest);
                continue;
            }

            long count = _wire.ReadLength(end);
            if (count <= OnnxLimits.InlineBytes)
            {
                WireReader.WriteVarint(rest, ((ulong)tag.Field << 3) | WireReader.LengthDelimited);
                _wire.CopyPayload(count, end, rest);
                continue;
            }

            if (values is not null)
            {
                throw _wire.Malformed("a weight has its values twice");
            }

            // Floats in their own field are stored one after another, just as raw bytes are.
            values = new FileTensorData(_path, _wire.Position, count);
            _wire.Skip(count);
        }

        return TensorReader.Read(TensorProto.Parser.ParseFrom(rest.WrittenSpan), values, _path);
    }

    private void Count()
    {
        if (++_elements > OnnxLimits.Elements)
        {
            throw _wire.Malformed($"more than {OnnxLimits.Elements} nodes, weights and values follow");
        }
    }
}
