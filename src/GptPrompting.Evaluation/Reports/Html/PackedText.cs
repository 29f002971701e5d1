using System.IO.Compression;
using System.Text.Json;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>Gzipped JSON in base64, as a page holds its samples.</summary>
internal static class PackedText
{
    public static string Of<T>(T value)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            JsonSerializer.Serialize(gzip, value, ResultJson.Line);
        }

        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }
}
