using System.Runtime.InteropServices;
using GptPrompting.Models;
using GptPrompting.Models.Packed;
using GptPrompting.Tests.Fakes;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Tests.Models;

public sealed class RowReaderTests : IDisposable
{
    private const int Rows = 6;
    private const int Columns = 2;
    private const int Before = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public RowReaderTests()
    {
        _path = Path.Combine(_folder.Path, "table");
        File.WriteAllBytes(_path, [.. new byte[Before], .. Values]);
    }

    // Row i is [i, i + 0.5].
    private static byte[] Values => MemoryMarshal.AsBytes(
        Enumerable.Range(0, Rows * Columns).Select(i => i * 0.5f).ToArray().AsSpan()).ToArray();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_PlacesInAnyOrder_GivesTheirRows(bool isInFile)
    {
        using var reader = new RowReader(Table(isInFile), "graph");

        Assert.Equal([3, 3.5f, 4, 4.5f, 5, 5.5f, 0, 0.5f, 0, 0.5f, 2, 2.5f], Read(reader, 3, 4, 5, 0, 0, 2));
    }

    [Theory]
    [InlineData(true, "its table of positions has 6 rows, and position 6 is read")]
    [InlineData(false, "its table of tokens has 6 rows, and token 6 is read")]
    public void Read_PlaceBehindTheLastRow_SaysSo(bool isByPosition, string expected)
    {
        using var reader = new RowReader(Table(isInFile: true) with { IsByPosition = isByPosition }, "graph");

        var e = Assert.Throws<ModelFormatException>(() => Read(reader, 1, 4, 5, 6));

        Assert.Equal($"graph: error: {expected}", e.Message);
    }

    [Fact]
    public void Read_FileThatBecameShorter_SaysWhichOne()
    {
        using var reader = new RowReader(Table(isInFile: true), "graph");
        using (FileStream file = File.Open(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(Before + (3 * Columns * sizeof(float)) + 1);
        }

        Assert.Equal([2, 2.5f], Read(reader, 2));
        var e = Assert.Throws<EndOfStreamException>(() => Read(reader, 3));
        Assert.Contains(_path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatWasReplaced_GivesWhatWasOpened()
    {
        using var reader = new RowReader(Table(isInFile: true), "graph");
        File.Delete(_path);
        File.WriteAllBytes(_path, new byte[100]);

        Assert.Equal([1, 1.5f], Read(reader, 1));
    }

    private RowTable Table(bool isInFile) =>
        new("rows", (int)TensorElementType.Float, Rows, Columns)
        {
            RowBytes = Columns * sizeof(float),
            Path = isInFile ? _path : null,
            Offset = isInFile ? Before : 0,
            Values = isInFile ? [] : Values,
        };

    private static float[] Read(RowReader reader, params long[] places)
    {
        float[] rows = new float[places.Length * Columns];
        reader.Read(places, MemoryMarshal.AsBytes(rows.AsSpan()));
        return rows;
    }
}
