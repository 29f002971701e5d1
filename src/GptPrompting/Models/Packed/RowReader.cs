using Microsoft.Win32.SafeHandles;

namespace GptPrompting.Models.Packed;

/// <summary>Reads rows of a table. Any number of threads may use one at once.</summary>
/// <param name="table">The table.</param>
/// <param name="graphPath">The graph that takes its rows.</param>
internal sealed class RowReader(RowTable table, string graphPath) : IDisposable
{
    // Others may replace or remove the file; what was opened stays readable.
    private readonly SafeFileHandle? _file = table.Path is null
        ? null
        : File.OpenHandle(table.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public RowTable Table => table;

    /// <summary>Reads the rows of these places, one after another.</summary>
    /// <param name="places">Token ids or positions, at least 0.</param>
    /// <param name="target">As many rows.</param>
    /// <exception cref="ModelFormatException">The table has no such row.</exception>
    /// <exception cref="IOException">The file cannot be read, or became shorter.</exception>
    public void Read(ReadOnlySpan<long> places, Span<byte> target)
    {
        for (int i = 0; i < places.Length;)
        {
            // Positions follow each other.
            int count = 1;
            while (i + count < places.Length && places[i + count] == places[i] + count)
            {
                count++;
            }

            if (places[i] + count > table.Rows)
            {
                string what = table.IsByPosition ? "position" : "token";
                throw new ModelFormatException(graphPath,
                    $"its table of {what}s has {table.Rows} rows, and {what} {places[i] + count - 1} is read");
            }

            Read(places[i] * table.RowBytes, target.Slice(i * table.RowBytes, count * table.RowBytes));
            i += count;
        }
    }

    public void Dispose() => _file?.Dispose();

    private void Read(long start, Span<byte> target)
    {
        if (_file is null)
        {
            table.Values.AsSpan(checked((int)start), target.Length).CopyTo(target);
        }
        else
        {
            FilePart.Read(_file, table.Path!, table.Offset + start, target);
        }
    }
}
