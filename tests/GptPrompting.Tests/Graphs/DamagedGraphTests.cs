using Google.Protobuf;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Graphs;

/// <summary>Files that are cut off, changed, or made to do harm: opened, or refused by name; never more.</summary>
public class DamagedGraphTests
{
    [Fact]
    public void Read_CutOffAnywhere_IsRefused()
    {
        byte[] whole = OnnxFile.Sum().ToByteArray();

        // The last field is opset_import, without which the rest is no model; the graph is all before it.
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => OnnxFile.Opened(whole[..length]));
        }
    }

    [Theory]
    [InlineData("chain")]
    [InlineData("five-columns")]
    public void Read_ChangedAtRandom_IsOpenedOrRefused(string name)
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Graphs", name + ".onnx"));
        var random = new Random(20261123);
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] changed = Mutation.Of(whole, random);
            refused += Record.Exception(() => Use(OnnxFile.Opened(changed))) switch
            {
                null => 0,
                ModelFormatException => 1,
                Exception e => throw new InvalidOperationException($"Round {round} ended in {e.GetType()}.", e),
            };
        }

        Assert.InRange(refused, 300, 2999);
    }

    [Fact]
    public void Read_TextOrNothing_SaysThatItIsNoOnnxFile()
    {
        Assert.Contains("no ONNX file", Refusal([]), StringComparison.Ordinal);
        Assert.Contains("no ONNX file", Refusal("version https://git"u8.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PointerOfGitLfs_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 9\n");

        var error = Assert.Throws<ModelFormatException>(() => OnnxGraph.Open(path));

        Assert.Contains("`git lfs pull`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DeepNesting_IsRefused()
    {
        // A graph in an attribute in a node in a graph, and so on: fields 7, then 1, 5 and 6 in turn.
        byte[] inner = [];
        for (int depth = 0; depth < 2000; depth++)
        {
            inner = Field(1, Field(5, Field(6, inner)));
        }

        Assert.Contains("damaged", Refusal(Field(7, inner)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(2)]
    [InlineData(14)]
    public void Read_LengthBeyondTheFile_IsRefusedWithoutAllocating(int field)
    {
        byte[] tag = [(byte)((field << 3) | 2), 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0];
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("where 1 are left", Refusal(tag), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Read_WeightLongerThanTheFile_IsRefused()
    {
        byte[] tensor = [(9 << 3) | 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];

        Assert.Contains("where 0 are left", Refusal(Field(7, Field(5, tensor))), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MillionsOfEmptyNodes_IsRefused()
    {
        byte[] nodes = [.. Enumerable.Repeat<byte[]>([(1 << 3) | 2, 0], 600_000).SelectMany(node => node)];

        Assert.Contains("more than 524288 nodes", Refusal(Field(7, nodes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NumberWithoutEnd_IsRefused() =>
        Assert.Contains("more than ten bytes", 
            Refusal([8, .. Enumerable.Repeat((byte)0xFF, 20)]), StringComparison.Ordinal);

    private static string Refusal(byte[] file) =>
        Assert.Throws<ModelFormatException>(() => OnnxFile.Opened(file)).Message;

    private static byte[] Field(int number, byte[] content)
    {
        var stream = new MemoryStream();
        var output = new CodedOutputStream(stream);
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
        output.Flush();
        return stream.ToArray();
    }

    private static void Use(OnnxGraph graph)
    {
        _ = (graph.Inputs, graph.Outputs, graph.Opsets, graph.OperatorCounts, graph.ExternalFiles, graph.Parameters);
        Assert.All(graph.Initializers.Values, tensor => Assert.True(tensor.ByteLength <= 1 << 20));
    }
}
