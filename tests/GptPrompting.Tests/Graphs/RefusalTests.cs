using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Probing;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Graphs;

/// <summary>Graphs that are one node off: each must be left as it is, with the reason.</summary>
public class RefusalTests
{
    private static readonly RewriteOptions Packed = new() { ContextLength = 512, Attention = AttentionForm.Packed };

    private static readonly string Source = Path.Combine(InBox.Folder, "model_fp16.onnx");

    [Fact]
    public void Rewrite_TokensSeeTheNextOne_IsRefused() => Refuses("sees the later token", model =>
    {
        NodeProto compare = First(model, "LessOrEqual");
        model.Graph.Node.Insert(model.Graph.Node.IndexOf(compare),
            new NodeProto { OpType = "Add", Input = { compare.Input[1], "one" }, Output = { "later" } });
        compare.Input[1] = "later";
    });

    [Fact]
    public void Rewrite_TokensDoNotSeeThemselves_IsRefused() => Refuses("does not see token 5 plainly",
        model => model.Graph.Node.Single(node => node.OpType == "LessOrEqual").OpType = "Less");

    [Fact]
    public void Rewrite_MaskOfTheOppositeKind_IsRefused() => Refuses("does not see token 0 plainly",
        model =>
    {
        NodeProto where = First(model, "Where");
        (where.Input[1], where.Input[2]) = (where.Input[2], where.Input[1]);
    });

    [Fact]
    public void Rewrite_BlockedScoresThatAreSmallOnly_IsRefused() => Refuses("sees the later token", model =>
    {
        model.Graph.Node.Insert(0, new NodeProto { OpType = "Neg", Input = { "scale" }, Output = { "small" } });
        First(model, "Where").Input[2] = "small";
    });

    [Fact]
    public void Rewrite_ScoresThroughTanh_IsRefused() => Refuses("plainly", model => Insert(model, "Softmax", "Tanh"));

    [Fact]
    public void Rewrite_WeightsThroughTanh_IsRefused() => Refuses("between softmax and values",
        model => InsertBehind(model, "Softmax", "Tanh"));

    [Fact]
    public void Rewrite_NegatedScores_IsRefused() => Refuses("scaled by", model =>
        {
            NodeProto where = First(model, "Where");
            model.Graph.Node.Insert(model.Graph.Node.IndexOf(where),
                new NodeProto { OpType = "Neg", Input = { where.Input[1] }, Output = { "negated" } });
            where.Input[1] = "negated";
        });

    [Fact]
    public void Rewrite_SoftmaxOverAnotherAxis_IsRefused() => Refuses("runs over axis 1",
        model => First(model, "Softmax").Attribute.Single(attribute => attribute.Name == "axis").I = 1);

    [Fact]
    public void Rewrite_CachedKeysSquared_IsRefused() => Refuses("where a concatenation with past keys was", model =>
    {
        NodeProto transpose = model.Graph.Node.First(node => node.Input.Contains("present.0.key"));
        model.Graph.Node.Insert(model.Graph.Node.IndexOf(transpose), new NodeProto
        {
            OpType = "Mul", Input = { "present.0.key", "present.0.key" }, Output = { "squared" },
        });
        transpose.Input[0] = "squared";
    });

    [Fact]
    public void Rewrite_ValuesOfTheWrongHeads_IsRefused() => Refuses("cached values are changed", model =>
    {
        NodeProto product = ValueProduct(model);
        NodeProto gather = new()
        {
            OpType = "Gather", Input = { "present.0.value", "turned" }, Output = { "turned_values" },
            Attribute = { Attributes.Int("axis", 1) },
        };
        model.Graph.Initializer.Add(OnnxFile.Weight("turned", 7,
            [.. new long[] { 1, 0, 2, 3, 4 }.SelectMany(BitConverter.GetBytes)], 5));
        model.Graph.Node.Insert(model.Graph.Node.IndexOf(product), gather);
        product.Input[1] = "turned_values";
    });

    [Fact]
    public void Rewrite_OutputHeadsNotBroughtTogether_IsRefused() => Refuses("not brought together", model =>
    {
        NodeProto product = ValueProduct(model);
        NodeProto transpose = model.Graph.Node.First(node => node.Input.Contains(product.Output[0]));
        transpose.Attribute[0].Ints[2] = 3;
        transpose.Attribute[0].Ints[3] = 1;
    });

    [Fact]
    public void Rewrite_LogitsOfNoMatrixProduct_RefusesRows()
    {
        RewrittenGraph rewritten = Rewrite(model =>
        {
            NodeProto product = model.Graph.Node.Single(node => node.Output.Contains("logits"));
            model.Graph.Node.Add(new NodeProto { OpType = "Softmax", Input = { "raw" }, Output = { "logits" } });
            product.Output[0] = "raw";
        });

        Assert.Contains("the logits come from Softmax", rewritten.Steps[0].NotAppliedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrite_TransposeOfOneAxisOnly_IsRefused() => Refuses("not brought together", model =>
    {
        NodeProto product = ValueProduct(model);
        NodeProto transpose = model.Graph.Node.First(node => node.Input.Contains(product.Output[0]));
        transpose.Attribute[0].Ints.Clear();
        transpose.Attribute[0].Ints.Add([1, 1, 1, 1]);
    });

    [Fact]
    public void Rewrite_ContextOfBillionsOfTokens_IsRefusedWithoutAllocating()
    {
        OnnxGraph graph = OnnxGraph.Open(Source);
        long before = GC.GetAllocatedBytesForCurrentThread();

        RewriteStep[] steps = [.. GraphRewriter.Rewrite(graph, Packed with { ContextLength = int.MaxValue }).Steps];

        Assert.Contains("2147483647 tokens is too long", steps[1].NotAppliedBecause, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    [Fact]
    public void Rewrite_ManyLargeConstantsThatNobodyAsksFor_AreNotComputed()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();

        Rewrite(model =>
        {
            model.Graph.Initializer.Add(OnnxFile.Weight("large", 7,
                [.. new long[] { 2048, 2048 }.SelectMany(BitConverter.GetBytes)], 2));
            for (int i = 0; i < 100; i++)
            {
                model.Graph.Node.Add(new NodeProto
                {
                    OpType = "ConstantOfShape", Input = { "large" }, Output = { $"bomb{i}" },
                });
            }
        });

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000_000);
    }

    [Fact]
    public void Values_ElementsThatAreNotThere_RefuseTheRewrite()
    {
        var value = new ProbeTensor(ElementType.Float, [2], () => [Array.Empty<double>()[1]]);

        Assert.Throws<RewriteRefusal>(() => value.Values);
    }

    [Fact]
    public void Rewrite_UnsqueezeWithAnAxisTwice_OnlyLeavesItsValueUnknown()
    {
        RewrittenGraph rewritten = Rewrite(model => model.Graph.Node.Insert(0, new NodeProto
        {
            OpType = "Unsqueeze", Input = { "input_ids" }, Output = { "wrong" },
            Attribute = { Attributes.Ints("axes", [0, 0]) },
        }));

        Assert.All(rewritten.Steps, step => Assert.True(step.Holds));
    }

    private static void Refuses(string expected, Action<ModelProto> change)
    {
        RewriteStep[] steps = [.. Rewrite(change).Steps];

        Assert.True(steps[0].IsApplied);
        Assert.Contains(expected, steps[2].NotAppliedBecause, StringComparison.Ordinal);
    }

    private static RewrittenGraph Rewrite(Action<ModelProto> change)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Source));
        change(model);
        return GraphRewriter.Rewrite(OnnxFile.Opened(model, InBox.Folder), Packed);
    }

    private static NodeProto First(ModelProto model, string operation) =>
        model.Graph.Node.First(node => node.OpType == operation);

    private static NodeProto ValueProduct(ModelProto model) =>
        model.Graph.Node.First(node => node.OpType == "MatMul" && node.Input[1] == "present.0.value");

    private static void Insert(ModelProto model, string before, string operation)
    {
        NodeProto node = First(model, before);
        model.Graph.Node.Insert(model.Graph.Node.IndexOf(node),
            new NodeProto { OpType = operation, Input = { node.Input[0] }, Output = { "inserted" } });
        node.Input[0] = "inserted";
    }

    private static void InsertBehind(ModelProto model, string behind, string operation)
    {
        NodeProto node = First(model, behind);
        model.Graph.Node.Insert(model.Graph.Node.IndexOf(node) + 1,
            new NodeProto { OpType = operation, Input = { "inserted" }, Output = { node.Output[0] } });
        node.Output[0] = "inserted";
    }
}
