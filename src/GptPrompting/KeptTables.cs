using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Models;

namespace GptPrompting;

/// <summary>
/// Tables that a graph is given rows of, as its runner has them and as a <see cref="KeptRewrite"/> does.
/// </summary>
internal static class KeptTables
{
    /// <summary>Those of a graph; what lies in no file is computed now.</summary>
    public static IReadOnlyList<RowTable> Of(IReadOnlyList<PickedTable> tables) => [.. tables.Select(Of)];

    /// <param name="writer">Where to.</param>
    /// <param name="tables">All of them in files.</param>
    /// <param name="path">The file that is written, from whose folder on others are named.</param>
    public static void Write(BinaryWriter writer, IReadOnlyList<RowTable> tables, string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        writer.Write(tables.Count);
        foreach (RowTable table in tables)
        {
            writer.Write(table.Input);
            writer.Write(table.Type);
            writer.Write(table.Rows);
            writer.Write(table.Columns);
            writer.Write(table.RowBytes);
            writer.Write(table.IsByPosition);
            writer.Write(Path.GetRelativePath(folder, table.Path!).Replace('\\', '/'));
            writer.Write(table.Offset);
        }
    }

    /// <param name="reader">Behind which they follow.</param>
    /// <param name="path">The file that is read.</param>
    public static IReadOnlyList<RowTable> Read(BinaryReader reader, string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        var tables = new List<RowTable>();
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            tables.Add(new RowTable(
                reader.ReadString(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64())
            {
                RowBytes = reader.ReadInt32(),
                IsByPosition = reader.ReadBoolean(),
                Path = Path.GetFullPath(Path.Combine(folder, reader.ReadString())),
                Offset = reader.ReadInt64(),
            });
        }

        return tables;
    }

    private static RowTable Of(PickedTable picked)
    {
        (OnnxTensor table, var file) = (picked.Table, picked.Table.Data as FileTensorData);
        return new RowTable(picked.Input, (int)table.Type, table.Dimensions[0], table.Dimensions[1])
        {
            RowBytes = checked((int)table.Type.ByteLength(table.Dimensions[1])),
            IsByPosition = picked.IsByPosition,
            Path = file?.Path,
            Offset = file?.Offset ?? 0,
            Values = file is null ? table.Data!.ToArray() : [],
        };
    }
}
