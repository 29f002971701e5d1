namespace GptPrompting.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>The run came to its end, but some samples failed.</summary>
    public const int FinishedWithFailures = 1;

    /// <summary>The arguments or a file are wrong.</summary>
    public const int WrongInput = 2;

    /// <summary>Interrupted from the keyboard; 128 and the number of the signal, as shells count.</summary>
    public const int Interrupted = 130;
}
