using GptPrompting.Benchmarks.Measuring;
using GptPrompting.Benchmarks.Systems;

namespace GptPrompting.Benchmarks.Targets;

/// <summary>The targets of the engine, every one of them.</summary>
internal sealed class TargetList(Contestants contestants)
{
    private const string Times = "×";
    private const double Megabyte = 1e6;

    public IReadOnlyList<Target> All =>
    [
        .. Scoring(), .. Decoding(), .. Prefilling(), .. Int8(), .. Int4(), .. Rest(),
    ];

    private IEnumerable<Target> Scoring()
    {
        (string Way, MeasuredSystem System, double Factor)[] ways =
        [
            ("graph as it is", contestants.OwnAsItIs, 30),
            ("graph rewritten", contestants.Own, 50),
            ("int8", contestants.OwnInt8, 75),
        ];
        foreach ((string way, MeasuredSystem system, double factor) in ways)
        {
            yield return Faster(
                "few-shot scoring", $"{way}, against lm-evaluation-harness's way", factor,
                Quantity.Scoring, (system, contestants.PlainLoop));
        }

        foreach ((string way, MeasuredSystem system, _) in ways)
        {
            yield return Less(
                "few-shot scoring", $"{way}: peak memory against lm-evaluation-harness's way", 0.4,
                Quantity.ScoringMemory, (system, contestants.PlainLoop));
        }
    }

    private IEnumerable<Target> Decoding()
    {
        const string Area = "decode fp32";
        foreach (int context in new[] { 32, 512 })
        {
            yield return Faster(Area, $"context {context}, against GenAI's best file", 1.0,
                Quantity.Decode(context), (contestants.Own, contestants.GenAiBest));
        }

        foreach ((int context, double factor) in new[] { (32, 1.15), (512, 1.6) })
        {
            yield return Faster(Area, $"context {context}, against transformers.js", factor,
                Quantity.Decode(context), (contestants.Own, contestants.TransformersJs));
        }

        yield return new Target(Area, "context 32, share of the memory limit", 0.9, Times, m => Ratios(
            m.Rounds(StreamingRead.Name, Quantity.Streaming), m.Rounds(contestants.Own.Name, Quantity.Decode(32))));
    }

    private IEnumerable<Target> Prefilling()
    {
        (MeasuredSystem Rival, double Factor)[] rivals =
        [
            (contestants.GenAi, 1.4), (contestants.TransformersJs, 1.4), (contestants.GenAiBest, 1.0),
            (contestants.Llama, 2.7),
        ];
        return
            from rival in rivals
            from length in new[] { 128, 512 }
            select Faster("prefill fp32", $"{length} tokens, against {rival.Rival.Name}", rival.Factor,
                Quantity.Prefill(length), (contestants.Own, rival.Rival));
    }

    private IEnumerable<Target> Int8()
    {
        const string Area = "int8";
        foreach ((MeasuredSystem rival, double factor) in
            new[] { (contestants.Own, 2.5), (contestants.LlamaQ8, 1.5) })
        {
            foreach (int context in new[] { 32, 512 })
            {
                yield return Faster(Area, $"decode at context {context}, against {rival.Name}", factor,
                    Quantity.Decode(context), (contestants.OwnInt8, rival));
            }
        }

        foreach ((MeasuredSystem rival, double factor) in
            new[] { (contestants.Own, 1.4), (contestants.LlamaQ8, 2.3) })
        {
            foreach (int length in new[] { 128, 512 })
            {
                yield return Faster(Area, $"prefill of {length} tokens, against {rival.Name}", factor,
                    Quantity.Prefill(length), (contestants.OwnInt8, rival));
            }
        }
    }

    private IEnumerable<Target> Int4() => new[] { 32, 512 }.Select(context =>
        Faster("int4", $"decode at context {context}, against {contestants.Own.Name}", 3.3,
            Quantity.Decode(context), (contestants.OwnInt4, contestants.Own)));

    private IEnumerable<Target> Rest() =>
    [
        new Target("batch", "decode of 8 sequences, tokens/s against one", 5, Times, m => Ratios(
            m.Rounds(contestants.Own.Name, Quantity.Decode(32)),
            m.Rounds(contestants.Own.Name, Quantity.BatchDecode))),
        Less("memory", "fp32, 1,000 tokens, against GenAI on the plain file", 0.7,
            Quantity.PeakMemory, (contestants.Own, contestants.GenAi)),
        Most("memory", "int8, 1,000 tokens", 450, "MB",
            m => m.Number(contestants.OwnInt8.Name, Quantity.PeakMemory) / Megabyte),
        Less("start-up", "folder to first token, against GenAI", 1.0,
            Quantity.StartUp, (contestants.Own, contestants.GenAi)),
        Less("start-up", "folder to first token, against transformers.js", 1.0,
            Quantity.StartUp, (contestants.Own, contestants.TransformersJs)),
        new Target("start-up", "in-box model, folder to first token", 300, "ms", m =>
        [
            .. m.Rounds(contestants.InBox.Name, Quantity.StartUp)
                .Select(round => new Value(round.Seconds * 1e3, round.CpuSeconds * 1e3)),
        ])
        {
            IsMost = true,
        },
        Most("steady state", "managed bytes of the median token, beyond what is emitted", 0, "B",
            m => m.Number(contestants.InBox.Name, Quantity.Allocation)),
        new Target("tokenizer", "text per second on one core", 1, "MB/s",
            m => [new Value(m.Number(contestants.InBox.Name, Quantity.Encoding) / Megabyte, null)]),
    ];

    /// <summary>How many times as fast as the rival, round by round.</summary>
    private static Target Faster(
        string area, string what, double factor, string quantity, (MeasuredSystem Own, MeasuredSystem Rival) pair) =>
        new(area, what, factor, Times, m => Ratios(
            m.Rounds(pair.Rival.Name, quantity), m.Rounds(pair.Own.Name, quantity)));

    /// <summary>How much of what the rival takes.</summary>
    private static Target Less(
        string area, string what, double share, string quantity, (MeasuredSystem Own, MeasuredSystem Rival) pair) =>
        new(area, what, share, Times, m => quantity == Quantity.StartUp
            ? Ratios(m.Rounds(pair.Own.Name, quantity), m.Rounds(pair.Rival.Name, quantity))
            : [new Value(m.Number(pair.Own.Name, quantity) / m.Number(pair.Rival.Name, quantity), null)])
        {
            IsMost = true,
        };

    private static Target Most(string area, string what, double limit, string unit, Func<Measurements, double> value) =>
        new(area, what, limit, unit, m => [new Value(value(m), null)]) { IsMost = true };

    private static Value[] Ratios(IReadOnlyList<Duration> over, IReadOnlyList<Duration> under) =>
    [
        .. over.Zip(under, (a, b) => new Value(a.Seconds / b.Seconds, a.CpuSeconds / b.CpuSeconds)),
    ];
}
