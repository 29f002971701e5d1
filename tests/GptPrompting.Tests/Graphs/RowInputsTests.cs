using GptPrompting.Models;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Graphs;

public class RowInputsTests
{
    [Theory]
    [InlineData("gpt2-optimum", 257, 64)]
    [InlineData("gpt2-external", 257, 64)]
    [InlineData("gpt2-transformersjs", 257, 64)]
    [InlineData("gptj-optimum", 257, null)]
    [InlineData("gptneox-optimum", 257, null)]
    [InlineData("llama-optimum", 257, null)]
    public void Source_TablesOfTokensAndPositions_AreReadRowByRow(string folder, long tokens, int? positions)
    {
        GraphSource source = FolderSource.Of(SmallModel.Folder(folder), new() { Rewriting = GraphRewriting.Always });

        RowTable table = Assert.Single(source.Packed!.Tables, table => !table.IsByPosition);
        Assert.Equal(tokens, table.Rows);
        Assert.Equal(table.Columns * sizeof(float), table.RowBytes);
        Assert.NotNull(table.Path);
        Assert.Equal(positions, (int?)source.Packed.Tables.FirstOrDefault(
            table => table is { IsByPosition: true, Columns: > 8 })?.Rows);
    }

    [Theory]
    [InlineData(GraphRewriting.WhenLarge)]
    [InlineData(GraphRewriting.Never)]
    public void Source_GraphThatIsNotRewritten_HasItsTables(GraphRewriting rewriting)
    {
        GraphSource source = FolderSource.Of(SmallModel.Folder("gpt2-optimum"), new() { Rewriting = rewriting });

        Assert.Empty(source.Rewritten);
        Assert.Null(source.Packed);
    }

    [Fact]
    public void Source_WeightsStoredOtherwise_HasTheirTableInMemory()
    {
        GraphSource source = FolderSource.Of(InBox.Folder, new()
        {
            Rewriting = GraphRewriting.Always,
            Weights = ModelWeights.EightBit,
        });

        RowTable table = Assert.Single(source.Packed!.Tables, table => table is { IsByPosition: false, RowBytes: > 4 });
        Assert.Null(table.Path);
        Assert.Equal(table.Rows * table.RowBytes, table.Values.Length);
    }
}
