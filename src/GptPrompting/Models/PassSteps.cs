using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>
/// Runs a pass as one run of a graph, or as several where the graph reads only so many tokens at once, gives only the
/// last row of logits, or does not mask later tokens from earlier ones behind a past.
/// </summary>
internal sealed class PassSteps(
    GraphPorts first, GraphPorts next, int vocabularySize,
    Func<ForwardPass, RunOptions, IReadOnlyList<OrtValue>> runOnce)
{
    // Exporters traced the branch that goes on with one token, and code that was then skipped is missing in the graph.
    private readonly CausalProbe? _probe =
        first != next || next.Has(InputRole.HasPast) ? new CausalProbe(next, vocabularySize) : null;

    private volatile bool _givesLastRowOnly = first.GivesLastRowOnly || next.GivesLastRowOnly;

    /// <summary>Whether it is certain that a run behind a past reads several tokens.</summary>
    public bool ReadsManyBehindPast => _probe is null && next.FixedLength is null;

    /// <returns>Logits of the wanted rows, and past and pass as one cache.</returns>
    public (PassOutput Output, KeyValueCache? Present) Run(ForwardPass pass, RunOptions runOptions)
    {
        if (pass.Past is not null && next.Cache.Tensors.Count == 0)
        {
            throw new InvalidOperationException("The graph has no cache, and the pass a past.");
        }

        int[] ends = Ends(pass, runOptions);
        if (ends.Length == 1)
        {
            (PassOutput? output, KeyValueCache? present) = RunWhole(pass, runOptions);
            if (output is not null)
            {
                return (output, present);
            }

            // Found out only now: the graph gives the last row, and others are wanted.
            present?.Release();
            _givesLastRowOnly = true;
            ends = Ends(pass, runOptions);
        }

        return next.Cache.Tensors.Count > 0 ? RunSteps(pass, ends, runOptions) : RunAnew(pass, ends, runOptions);
    }

    /// <returns>After which of the pass's s tokens each run ends; the last one is s.</returns>
    private int[] Ends(ForwardPass pass, RunOptions runOptions)
    {
        GraphPorts ports = pass.Past is null ? first : next;
        if (ports.FixedLength == 1
            || (pass is { Past: not null, Length: > 1 } && _probe?.IsCausal(runOnce, runOptions) == false))
        {
            return [.. Enumerable.Range(1, pass.Length)];
        }

        return _givesLastRowOnly
            ? [.. pass.Rows.Select(row => (row % pass.Length) + 1).Append(pass.Length).Distinct().Order()]
            : [pass.Length];
    }

    private (PassOutput Output, KeyValueCache? Present) RunSteps(ForwardPass pass, int[] ends, RunOptions runOptions)
    {
        var parts = new List<(PassOutput, int[])>();
        KeyValueCache? present = null;
        try
        {
            for (int i = 0; i < ends.Length; i++)
            {
                int start = i == 0 ? 0 : ends[i - 1];
                (ForwardPass step, int[] places) = PassSlice.Take(pass, start, ends[i], present ?? pass.Past);
                bool keeps = i < ends.Length - 1 || pass.KeepsCache;
                (PassOutput? output, KeyValueCache? longer) = RunWhole(step with { KeepsCache = keeps }, runOptions);
                present?.Release();
                present = longer;
                parts.Add((output ?? throw Rows(step), places));
            }

            return (PassOutput.Join(parts, vocabularySize), present);
        }
        catch
        {
            parts.ForEach(part => part.Item1.Release());
            present?.Release();
            throw;
        }
    }

    // Without a cache, each run begins with the first token.
    private (PassOutput Output, KeyValueCache? Present) RunAnew(ForwardPass pass, int[] ends, RunOptions runOptions)
    {
        var parts = new List<(PassOutput, int[])>();
        try
        {
            foreach (int end in ends)
            {
                (ForwardPass step, int[] places) = PassSlice.UpTo(pass, end);
                (PassOutput? output, _) = RunWhole(step, runOptions);
                parts.Add((output ?? throw Rows(step), places));
            }

            return (PassOutput.Join(parts, vocabularySize), Cache([], pass));
        }
        catch
        {
            parts.ForEach(part => part.Item1.Release());
            throw;
        }
    }

    /// <returns>No output where the graph gave the last row only and others are wanted.</returns>
    private (PassOutput? Output, KeyValueCache? Present) RunWhole(ForwardPass pass, RunOptions runOptions)
    {
        IReadOnlyList<OrtValue> values = runOnce(pass, runOptions);
        try
        {
            int[]? rows = Locate(values[0], pass);
            KeyValueCache? present = Cache(Presents(values), pass);
            if (rows is null)
            {
                values[0].Dispose();
                return (null, present);
            }

            var output = PassOutput.Create(values[0], rows, vocabularySize);
            CheckFinite(output, first.Path, (pass.Past?.Slots ?? 0) + pass.Length);
            return (output, present);
        }
        catch
        {
            foreach (OrtValue value in values)
            {
                value.Dispose();
            }

            throw;
        }
    }

    private static KeyValueCache? Cache(OrtValue[] tensors, ForwardPass pass) => pass.KeepsCache
        ? new KeyValueCache(tensors, pass.BatchSize, (pass.Past?.Slots ?? 0) + pass.Length)
        : null;

    // Behind the logits.
    private static OrtValue[] Presents(IReadOnlyList<OrtValue> values)
    {
        var presents = new OrtValue[values.Count - 1];
        for (int i = 0; i < presents.Length; i++)
        {
            presents[i] = values[i + 1];
        }

        return presents;
    }

    private int[]? Locate(OrtValue logits, ForwardPass pass)
    {
        long[] shape = logits.GetTensorTypeAndShape().Shape;
        if ((pass.Past is null ? first : next).Has(InputRole.WantedRows) && shape is [long rows, long width]
            && rows == WantedRows.Asked(pass).Length && width == vocabularySize)
        {
            return [.. Enumerable.Range(0, pass.Rows.Length)];
        }

        bool isExpected = shape is [long batch, long given, long columns]
            && batch == pass.BatchSize && columns == vocabularySize && (given == pass.Length || given == 1
                || (given == WantedRows.Kept(pass) && (pass.Past is null ? first : next).Has(InputRole.KeptRows)));
        return isExpected ? WantedRows.Find(pass, (int)shape[1]) : throw new ModelFormatException(first.Path,
            $"the graph gave logits of shape [{string.Join(", ", shape)}] for {pass.Length} tokens; "
            + $"expected [{pass.BatchSize}, {pass.Length}, {vocabularySize}]");
    }

    /// <exception cref="ModelFormatException">A logit is NaN or infinite.</exception>
    public static void CheckFinite(PassOutput output, string path, int tokenCount)
    {
        int wrong = -1;
        for (int row = 0; row < output.Count && wrong < 0; row++)
        {
            wrong = WantedRows.FirstWrong(output.Logits(row, 1));
        }

        if (wrong >= 0)
        {
            throw new ModelFormatException(path, $"the model gave a logit for token {wrong} that is NaN "
                + $"or infinite, after reading {tokenCount} tokens. Either its weights are "
                + "damaged (compare the file with its source), or numbers became too large for float16 (take a graph "
                + "with float32 activations), or the execution provider computes this graph wrongly (try cpu)");
        }
    }

    private ModelFormatException Rows(ForwardPass step) => new(first.Path,
        $"the graph gave one row of logits for {step.Length} tokens where {step.Rows.Length} are wanted");
}
