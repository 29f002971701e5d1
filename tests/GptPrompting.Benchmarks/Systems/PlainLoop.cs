using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Benchmarks.Systems;

/// <summary>
/// What a few lines of C# on ONNX Runtime do, as tutorials have them: the graph as it is, named values, every output
/// copied into managed memory and fed back. The twin of everything that is clever elsewhere.
/// </summary>
internal sealed class PlainLoop : ISystem, IScoringSystem
{
    // lm-evaluation-harness's batch size in its documentation.
    private const int BatchSize = 8;

    private readonly InferenceSession _session;
    private readonly string[] _past;
    private readonly int[] _pastShape;

    public PlainLoop(string folder, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        _session = new InferenceSession(Path.Combine(folder, "model.onnx"), options);
        _past = [.. _session.InputMetadata.Keys.Where(name => name.StartsWith("past_", StringComparison.Ordinal))];
        _pastShape = _session.InputMetadata[_past[0]].Dimensions;
    }

    public GeneratedTokens Generate(int[] promptIds, int count)
    {
        var lap = new Lap();
        List<NamedOnnxValue> past = EmptyPast(1);
        var ids = new List<int>();
        int[] fresh = promptIds;
        Duration? first = null;
        int read = 0;
        while (ids.Count < count)
        {
            DenseTensor<float> logits = Run(fresh, read, past, out past);
            read += fresh.Length;
            fresh = [IndexOfLargest(Row(logits, fresh.Length - 1))];
            ids.Add(fresh[0]);
            first ??= lap.Next();
        }

        return new GeneratedTokens([.. ids], first!, lap.Next());
    }

    /// <summary>
    /// lm-evaluation-harness's way: context and label from scratch, longest first, in right-padded batches.
    /// </summary>
    public double[] Score(ScoringWork work)
    {
        (int[] Context, int[] Continuation)[] requests = [.. work.Requests()];
        double[] scores = new double[requests.Length];
        foreach (int[] batch in Enumerable.Range(0, requests.Length)
            .OrderByDescending(i => requests[i].Context.Length + requests[i].Continuation.Length).Chunk(BatchSize))
        {
            ScoreBatch(requests, batch, scores);
        }

        return scores;
    }

    public void Dispose() => _session.Dispose();

    private void ScoreBatch((int[] Context, int[] Continuation)[] requests, int[] batch, double[] scores)
    {
        int[][] rows = [.. batch.Select(i => (int[])[.. requests[i].Context, .. requests[i].Continuation[..^1]])];
        // Only the logits, and not copied: the least that this way takes.
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs =
            _session.Run([.. TokenInputs(rows, 0), .. EmptyPast(rows.Length)], ["logits"]);
        var logits = (DenseTensor<float>)outputs[0].AsTensor<float>();
        int length = logits.Dimensions[1];
        foreach ((int row, int i) in batch.Index())
        {
            (int[] context, int[] continuation) = requests[i];
            scores[i] = continuation.Index().Sum(token =>
                LogProbability(Row(logits, (row * length) + context.Length - 1 + token.Index), token.Item));
        }
    }

    /// <param name="fresh">Ids to read.</param>
    /// <param name="read">Tokens in the past.</param>
    /// <param name="past">Keys and values of those.</param>
    /// <param name="present">Those of all tokens, under the names of the past.</param>
    /// <returns>Logits [1, s, vocabulary], copied.</returns>
    private DenseTensor<float> Run(
        int[] fresh, int read, List<NamedOnnxValue> past, out List<NamedOnnxValue> present)
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs =
            _session.Run([.. TokenInputs([fresh], read), .. past]);
        Dictionary<string, DenseTensor<float>> copies = outputs.ToDictionary(output => output.Name, Copy);
        present = [.. _past.Select(name => NamedOnnxValue.CreateFromTensor(name, copies[Present(name)]))];
        return copies["logits"];
    }

    /// <param name="rows">Fresh ids of each sequence; shorter ones are padded on the right.</param>
    /// <param name="read">Tokens in the past.</param>
    private static NamedOnnxValue[] TokenInputs(int[][] rows, int read)
    {
        int length = rows.Max(row => row.Length);
        var ids = new DenseTensor<long>([rows.Length, length]);
        var positions = new DenseTensor<long>([rows.Length, length]);
        var mask = new DenseTensor<long>([rows.Length, read + length]);
        foreach ((int row, int[] fresh) in rows.Index())
        {
            for (int i = 0; i < read + fresh.Length; i++)
            {
                mask[row, i] = 1;
            }

            foreach ((int i, int id) in fresh.Index())
            {
                (ids[row, i], positions[row, i]) = (id, read + i);
            }
        }

        return
        [
            NamedOnnxValue.CreateFromTensor("input_ids", ids),
            NamedOnnxValue.CreateFromTensor("attention_mask", mask),
            NamedOnnxValue.CreateFromTensor("position_ids", positions),
        ];
    }

    private static DenseTensor<float> Copy(NamedOnnxValue value)
    {
        var native = (DenseTensor<float>)value.AsTensor<float>();
        return new DenseTensor<float>(native.Buffer.ToArray(), native.Dimensions);
    }

    private List<NamedOnnxValue> EmptyPast(int batch) =>
    [
        .. _past.Select(name => NamedOnnxValue.CreateFromTensor(
            name, new DenseTensor<float>([batch, _pastShape[1], 0, _pastShape[3]]))),
    ];

    private static string Present(string past) =>
        past.Replace("past_key_values", "present", StringComparison.Ordinal);

    private static ReadOnlySpan<float> Row(DenseTensor<float> logits, int row)
    {
        int columns = logits.Dimensions[2];
        return logits.Buffer.Span.Slice(row * columns, columns);
    }

    private static int IndexOfLargest(ReadOnlySpan<float> logits)
    {
        int largest = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            largest = logits[i] > logits[largest] ? i : largest;
        }

        return largest;
    }

    private static double LogProbability(ReadOnlySpan<float> logits, int id)
    {
        double largest = logits[IndexOfLargest(logits)];
        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - largest);
        }

        return logits[id] - largest - Math.Log(sum);
    }
}
