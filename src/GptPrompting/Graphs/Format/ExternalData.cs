using System.Globalization;

namespace GptPrompting.Graphs.Format;

/// <summary>Finds the values of a tensor in a file beside its graph, and never anywhere else.</summary>
internal static class ExternalData
{
    /// <param name="proto">A tensor whose values are elsewhere.</param>
    /// <param name="expected">Bytes that its type and shape ask for.</param>
    /// <param name="path">The graph's file.</param>
    /// <exception cref="ModelFormatException">The file is outside the folder, missing, or too short.</exception>
    public static FileTensorData Locate(TensorProto proto, long expected, string path)
    {
        string? location = Entry(proto, "location");
        string folder = Path.GetDirectoryName(path)!;
        if (string.IsNullOrEmpty(location) || location.Contains('\0', StringComparison.Ordinal))
        {
            throw new ModelFormatException(path, $"the weight '{proto.Name}' lies in another file, which is not named");
        }

        string file = Path.GetFullPath(Path.Combine(folder, location));
        if (Path.IsPathRooted(location) || !IsWithin(folder, file))
        {
            throw new ModelFormatException(path,
                $"the weight '{proto.Name}' lies in '{location}', outside the model's folder; that is not read");
        }

        if (!File.Exists(file))
        {
            throw new ModelFormatException(path,
                $"the weight '{proto.Name}' lies in '{location}', which is not in the model's folder");
        }

        long size = new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true) is FileInfo target
            ? target.Length
            : new FileInfo(file).Length;
        long offset = Number(proto, "offset", path) ?? 0;
        long length = Number(proto, "length", path) ?? expected;
        return offset <= size && length <= size - offset
            ? new FileTensorData(file, offset, length)
            : throw new ModelFormatException(path, $"the weight '{proto.Name}' lies in '{location}' "
                + $"from byte {offset} on and has {length} bytes, but that file has {size}; it is cut off");
    }

    private static bool IsWithin(string folder, string file) => file.StartsWith(
        Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? Entry(TensorProto proto, string key) =>
        proto.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static long? Number(TensorProto proto, string key, string path) => Entry(proto, key) switch
    {
        null => null,
        string text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) => value,
        string text => throw new ModelFormatException(path,
            $"the weight '{proto.Name}' has the {key} '{text}'; it must be a whole number from 0 on"),
    };
}
