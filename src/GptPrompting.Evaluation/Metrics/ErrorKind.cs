namespace GptPrompting.Evaluation.Metrics;

/// <summary>How lm-evaluation-harness finds a metric's standard error (<c>stderr_for_metric</c>).</summary>
internal enum ErrorKind
{
    /// <summary>The sample deviation over the root of the count.</summary>
    Mean,

    /// <summary>100,000 bootstrap draws in parity mode; else linearised.</summary>
    Bootstrap,

    /// <summary>It has none there, and none in parity mode; else it is linearised.</summary>
    Linear,

    /// <summary>None.</summary>
    None,
}
