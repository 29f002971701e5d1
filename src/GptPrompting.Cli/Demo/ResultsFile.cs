using System.Text.Json;
using GptPrompting.Evaluation;

namespace GptPrompting.Cli.Demo;

/// <summary>Results as JSON lines, each written at once, so that what was measured survives an interruption.</summary>
internal sealed class ResultsFile : IDisposable
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly StreamWriter? _writer;

    private ResultsFile(StreamWriter? writer) => _writer = writer;

    /// <param name="path">The file, overwritten; null to write nowhere.</param>
    public static ResultsFile Create(string? path) => new(path is null ? null : File.CreateText(path));

    public void Write(ShotsResult result)
    {
        _writer?.WriteLine(JsonSerializer.Serialize(result, Options));
        _writer?.Flush();
    }

    public void Dispose() => _writer?.Dispose();
}
