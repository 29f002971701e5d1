using System.Globalization;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>Names of what is measured.</summary>
internal static class Quantity
{
    /// <summary>Seconds of a step for eight sequences at once.</summary>
    public const string BatchDecode = "decode of 8 sequences";

    /// <summary>Seconds from the folder to the first token, within a fresh process.</summary>
    public const string StartUp = "start-up";

    /// <summary>Seconds from the start of the process to the first token.</summary>
    public const string ProcessStartUp = "start-up of the process";

    /// <summary>Bytes, at 1,000 tokens.</summary>
    public const string PeakMemory = "peak memory at 1,000 tokens";

    /// <summary>Seconds per sample.</summary>
    public const string Scoring = "few-shot scoring";

    /// <summary>Bytes, while scoring.</summary>
    public const string ScoringMemory = "peak memory of few-shot scoring";

    /// <summary>The largest difference from the plain loop's log-likelihoods, in nats.</summary>
    public const string ScoringDifference = "difference of few-shot scoring";

    /// <summary>Seconds to read as many bytes as a decode step reads weights in float32.</summary>
    public const string Streaming = "streaming read";

    /// <summary>Bytes per token that are not part of what is emitted.</summary>
    public const string Allocation = "managed allocation";

    /// <summary>Bytes of text per second.</summary>
    public const string Encoding = "encoding";

    /// <summary>Seconds until the first token after a prompt of this length.</summary>
    public static string Prefill(int length) => string.Create(CultureInfo.InvariantCulture, $"prefill {length}");

    /// <summary>Seconds per token after a prompt of this length.</summary>
    public static string Decode(int context) =>
        string.Create(CultureInfo.InvariantCulture, $"decode at context {context}");
}
