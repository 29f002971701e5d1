using System.Text;
using System.Text.RegularExpressions;
using GptPrompting.Prompts;
using Microsoft.SemanticKernel;

namespace GptPrompting.Cli;

/// <summary>What to tell a user of an exception that is not a defect of the tool.</summary>
internal static partial class Failure
{
    /// <returns>One line, or null for an exception that should show itself with its stack.</returns>
    public static string? Describe(Exception exception) => exception switch
    {
        ModelFormatException or PromptFormatException => exception.Message,
        DecoderFallbackException => "error: standard input is not valid UTF-8.",
        ArgumentException => "error: " + ParameterName().Replace(exception.Message, ""),
        IOException or UnauthorizedAccessException or InvalidDataException => "error: " + exception.Message,
        HttpRequestException => "error: " + exception.Message,
        PlatformNotSupportedException or InsufficientMemoryException => "error: " + exception.Message,
        OutOfMemoryException => "error: There is not enough memory.",

        // What the library itself throws: every token banned, a logit that is no number. Others are defects.
        InvalidOperationException { Source: nameof(GptPrompting) } => "error: " + OptionNames.In(exception.Message),
        OperationCanceledException => "interrupted.",
        KernelException { InnerException: Exception inner } => Describe(inner),
        _ => null,
    };

    public static int ExitCodeOf(Exception exception) =>
        exception is OperationCanceledException ? ExitCode.Interrupted : ExitCode.WrongInput;

    [GeneratedRegex(@"\s*\((Parameter|Actual value).*$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParameterName();
}
