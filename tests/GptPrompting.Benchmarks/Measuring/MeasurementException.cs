namespace GptPrompting.Benchmarks.Measuring;

/// <summary>Something could not be measured; the message says why.</summary>
internal sealed class MeasurementException(string message) : Exception(message);
