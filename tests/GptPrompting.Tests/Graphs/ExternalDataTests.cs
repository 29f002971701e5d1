using Google.Protobuf;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Graphs;

public class ExternalDataTests
{
    [Fact]
    public void Open_WeightBesideTheGraph_ReadsItFromItsPlace()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("weights.bin", [9, 9, .. Enumerable.Range(0, 24).Select(i => (byte)i)]);

        OnnxGraph graph = Open(folder, "weights.bin", ("offset", "2"), ("length", "24"));

        Assert.Equal([data], graph.ExternalFiles);
        Assert.True(graph.Initializers["weight"].IsExternal);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (byte)i), graph.Initializers["weight"].Data!.ToArray());
    }

    [Fact]
    public void Open_WeightInASubfolder_IsRead()
    {
        using var folder = new TemporaryFolder();
        folder.Write("onnx/weights.bin", new byte[24]);

        Assert.Single(Open(folder, "onnx/../onnx/weights.bin").ExternalFiles);
    }

    [Theory]
    [InlineData("../weights.bin", "outside the model's folder")]
    [InlineData("/etc/passwd", "outside the model's folder")]
    [InlineData("sub/../../weights.bin", "outside the model's folder")]
    [InlineData("missing.bin", "not in the model's folder")]
    [InlineData("", "not named")]
    [InlineData("weights\0.bin", "not named")]
    [InlineData(".", "outside the model's folder")]
    public void Open_WeightElsewhere_Throws(string location, string expected)
    {
        using var folder = new TemporaryFolder();

        var e = Assert.Throws<ModelFormatException>(() => Open(folder, location));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("offset", "1", "it is cut off")]
    [InlineData("length", "25", "it is cut off")]
    [InlineData("length", "23", "has 23 bytes; it needs 24")]
    [InlineData("offset", "-1", "must be a whole number")]
    [InlineData("offset", "9223372036854775807", "it is cut off")]
    [InlineData("length", "99999999999999999999", "must be a whole number")]
    public void Open_WrongPlace_Throws(string key, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("weights.bin", new byte[24]);

        var e = Assert.Throws<ModelFormatException>(() => Open(folder, "weights.bin", (key, value)));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ConstantElsewhere_Throws() => RefusesInner(
        weight => new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = weight });

    [Fact]
    public void Open_WeightOfABranchElsewhere_Throws() => RefusesInner(weight => new AttributeProto
    {
        Name = "then_branch",
        Type = AttributeProto.Types.AttributeType.Graph,
        G = new GraphProto { Initializer = { weight } },
    });

    private static void RefusesInner(Func<TensorProto, AttributeProto> attribute)
    {
        using var folder = new TemporaryFolder();
        ModelProto model = OnnxFile.Sum();
        TensorProto weight = External("../weights.bin");
        model.Graph.Node.Add(new NodeProto { OpType = "Any", Output = { "any" }, Attribute = { attribute(weight) } });

        var e = Assert.Throws<ModelFormatException>(
            () => OnnxGraph.Open(folder.Write("model.onnx", model.ToByteArray())));

        Assert.Contains("outside the model's folder", e.Message, StringComparison.Ordinal);
    }

    private static OnnxGraph Open(TemporaryFolder folder, string location, params (string Key, string Value)[] entries)
    {
        ModelProto model = OnnxFile.Sum();
        model.Graph.Initializer[0] = External(location);
        model.Graph.Initializer[0].ExternalData.Add(entries.Select(entry =>
            new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return OnnxGraph.Open(folder.Write("model.onnx", model.ToByteArray()));
    }

    private static TensorProto External(string location)
    {
        TensorProto weight = OnnxFile.Sum().Graph.Initializer[0];
        weight.ClearRawData();
        weight.DataLocation = TensorProto.Types.DataLocation.External;
        weight.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        return weight;
    }
}
