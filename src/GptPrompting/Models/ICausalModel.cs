namespace GptPrompting.Models;

/// <summary>
/// A model that predicts the next token from those before it. Any number of threads may begin sequences at once.
/// </summary>
public interface ICausalModel : IDisposable
{
    /// <summary>Columns of the logits; token ids are 0 to this minus 1.</summary>
    int VocabularySize { get; }

    /// <summary>The most tokens that one sequence can read.</summary>
    int ContextLength { get; }

    /// <summary>Starts an empty sequence. The caller disposes it.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    ICausalSequence Begin();
}
