namespace GptPrompting.Models;

/// <summary>A table that a graph is given rows of, and where it lies.</summary>
/// <param name="Input">The graph's input that takes the rows, [1, s, columns].</param>
/// <param name="Type">Of the elements, by ONNX's number.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Columns">How many elements a row has.</param>
internal sealed record RowTable(string Input, int Type, long Rows, long Columns)
{
    /// <summary>Whether positions pick from it, and not token ids.</summary>
    public bool IsByPosition { get; init; }

    /// <summary>Bytes of one row, little-endian.</summary>
    public required int RowBytes { get; init; }

    /// <summary>The file that has it; null where <see cref="Values"/> has it.</summary>
    public string? Path { get; init; }

    /// <summary>Where in the file it begins.</summary>
    public long Offset { get; init; }

    /// <summary>All of it, where no file has it.</summary>
    public byte[] Values { get; init; } = [];
}
