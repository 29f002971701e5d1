using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>
/// The one loop of all generation: what all that runs has to read is read together, then each goes on.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="plan">Begins what runs.</param>
internal sealed class GenerationLoop(ICausalModel model, GenerationPlan plan)
{
    private readonly List<IGeneration> _running = [];
    private readonly List<SequenceRead> _reads = [];
    private readonly List<BatchUpdate> _updates = [];

    /// <summary>Requests whose results are complete.</summary>
    public int Done { get; private set; }

    /// <summary>Tokens that the model has read.</summary>
    public long TokensRead { get; private set; }

    /// <param name="maxSequences">The most sequences at a time; no request may need more.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public IEnumerable<BatchUpdate> Run(int maxSequences, CancellationToken cancellationToken)
    {
        try
        {
            while (Admit(maxSequences))
            {
                Read(cancellationToken);
                Advance();
                foreach (BatchUpdate update in _updates)
                {
                    yield return update;
                }
            }
        }
        finally
        {
            _running.ForEach(generation => generation.Dispose());
            plan.Dispose();
        }
    }

    /// <returns>Whether anything runs.</returns>
    private bool Admit(int maxSequences)
    {
        int room = maxSequences;
        foreach (IGeneration running in _running)
        {
            room -= running.Width;
        }

        while (room > 0 && plan.Next(room) is IGeneration generation)
        {
            _running.Add(generation);
            room -= generation.Width;
        }

        return _running.Count > 0;
    }

    private void Read(CancellationToken cancellationToken)
    {
        _reads.Clear();
        foreach (IGeneration generation in _running)
        {
            generation.AddReads(_reads);
        }

        model.Read(_reads, cancellationToken);
        foreach (SequenceRead read in _reads)
        {
            TokensRead += read.TokenIds.Length;
        }
    }

    private void Advance()
    {
        _updates.Clear();
        foreach (IGeneration generation in _running)
        {
            Advance(generation);
            if (generation.IsDone)
            {
                Done += generation.Request is null ? 0 : 1;
                generation.Dispose();
            }
        }

        _running.RemoveAll(static generation => generation.IsDone);
    }

    private void Advance(IGeneration generation)
    {
        try
        {
            generation.Advance(_updates);
        }
        catch (ConstraintUnmetException e) when (plan.RequestCount > 1)
        {
            throw new ConstraintUnmetException($"Request {generation.Request}: {e.Message}", e.GeneratedText, e);
        }
        catch (InvalidOperationException e) when (plan.RequestCount > 1 && e is not ObjectDisposedException)
        {
            throw new InvalidOperationException($"Request {generation.Request}: {e.Message}", e);
        }
    }
}
