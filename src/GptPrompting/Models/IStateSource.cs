namespace GptPrompting.Models;

/// <summary>A graph that shows what it computes inside.</summary>
internal interface IStateSource
{
    /// <summary>The graph's file.</summary>
    string Path { get; }

    StateOutputs States { get; }

    /// <summary>Whether texts of different lengths can be read together.</summary>
    bool CanPad { get; }

    /// <summary>One forward pass from nothing.</summary>
    /// <param name="batch">The texts.</param>
    /// <param name="outputs">Names out of <see cref="States"/>, each once.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <returns>One tensor for each name, its first axis the text.</returns>
    /// <exception cref="ModelFormatException">The graph cannot be run.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    IReadOnlyList<TensorValues> ReadStates(
        TokenBatch batch, IReadOnlyList<string> outputs, CancellationToken cancellationToken);
}
