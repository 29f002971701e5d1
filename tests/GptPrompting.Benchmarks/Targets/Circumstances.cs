using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GptPrompting.Benchmarks.Measuring;
using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Benchmarks.Targets;

/// <summary>Where, when and how it was measured.</summary>
internal sealed record Circumstances
{
    public required DateTimeOffset Date { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required Plan Plan { get; init; }

    public required bool IsShort { get; init; }

    /// <summary>Of the system, before the first and after every phase; none where it does not say.</summary>
    public required IReadOnlyList<double> LoadAverages { get; init; }

    public static string Machine => $"{Processor()}, {Environment.ProcessorCount} logical processors, "
        + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB, {RuntimeInformation.OSDescription}, "
        + $"{RuntimeInformation.FrameworkDescription}";

    public string ToMarkdown() => string.Create(CultureInfo.InvariantCulture, $"""
        - {Date:yyyy-MM-dd HH:mm} UTC, {(IsShort ? "short form" : "whole form")}, {Elapsed.TotalMinutes:0.0} minutes
        - {Machine}
        - ONNX Runtime {OrtEnv.Instance().GetVersionString()}; {string.Join(", ", Rivals.Versions())}
        - threads of every system: {Plan.Threads}; {Work}
        - load average before and after each phase: {Loads()}
        """);

    private string Work =>
        $"at most {Plan.Openings * Plan.Rounds.Count} rounds; tokens decoded in each: {Plan.DecodedTokens}";

    private string Loads() => LoadAverages.Count == 0
        ? "unknown"
        : string.Join(", ", LoadAverages.Select(load => load.ToString("0.0", CultureInfo.InvariantCulture)));

    // Names of virtual processors say little; family, model and vector instructions say what the numbers depend on.
    private static string Processor()
    {
        const string Path = "/proc/cpuinfo";
        string vectors = Vector512.IsHardwareAccelerated ? "AVX-512"
            : Vector256.IsHardwareAccelerated ? "AVX2" : "128-bit vectors";
        if (!File.Exists(Path))
        {
            return $"{RuntimeInformation.ProcessArchitecture} with {vectors}";
        }

        string[] lines = File.ReadAllLines(Path);
        return $"{Field(lines, "model name")} (family {Field(lines, "cpu family")}, model {Field(lines, "model")}) "
            + $"with {vectors}";
    }

    private static string Field(string[] lines, string name) => lines
        .Select(line => line.Split(':'))
        .Where(parts => parts.Length == 2 && parts[0].Trim() == name)
        .Select(parts => parts[1].Trim())
        .FirstOrDefault("unknown");
}
