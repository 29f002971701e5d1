using Google.Protobuf;
using GptPrompting.Graphs.Format;
using GptPrompting.Models;
using GptPrompting.Tests.Fakes;
using GptPrompting.Tests.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Tests.Models;

public class SessionSettingsTests
{
    private const int UnsignedBytes = 2;
    private const int SignedBytes = 3;
    private const int Integers = 6;

    [Fact]
    public void Open_ProductOfLargeEightBitIntegers_IsNotCutOff()
    {
        using var folder = new TemporaryFolder();
        ModelProto model = OnnxFile.Model(
            [OnnxFile.Node("MatMulInteger", ["input", "weight"], ["output"])],
            [OnnxFile.Weight("weight", SignedBytes, [127, 127, 127, 127], 4, 1)]);
        model.Graph.Input[0] = OnnxFile.Value("input", UnsignedBytes, 1, 4);
        model.Graph.Output[0] = OnnxFile.Value("output", Integers, 1, 1);
        string path = folder.Write("model.onnx", model.ToByteArray());

        using InferenceSession session = new SessionSettings().Open(path);
        using var options = new RunOptions();
        using OrtValue input = OrtValue.CreateTensorValueFromMemory<byte>([255, 255, 255, 255], [1, 4]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["input"], [input], ["output"]);

        Assert.Equal(4 * 255 * 127, outputs[0].GetTensorDataAsSpan<int>()[0]);
    }
}
