using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>
/// Work on one request that alternates between reads, which others compute together with those of other requests, and
/// steps of its own.
/// </summary>
internal interface IGeneration : IDisposable
{
    /// <summary>Which request of the call it works for, or null where it works for several.</summary>
    int? Request { get; }

    /// <summary>The most sequences that it will read at once from now on.</summary>
    int Width { get; }

    bool IsDone { get; }

    /// <summary>Adds what is to be read before the next step; at least one read unless it is done.</summary>
    void AddReads(List<SequenceRead> reads);

    /// <summary>Goes on from the logits that the reads gave.</summary>
    /// <param name="updates">What is new is added here.</param>
    void Advance(List<BatchUpdate> updates);
}
