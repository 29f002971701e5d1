using System.Diagnostics;
using GptPrompting.Benchmarks.Measuring;
using GptPrompting.Benchmarks.TestModels;
using GptPrompting.Generation;

namespace GptPrompting.Benchmarks.Stress;

/// <summary>How long one caller waits for its next token while another one's long prompts are read.</summary>
internal static class TurnsRun
{
    private const int Rounds = 5;
    private const int PromptLength = 900;
    private const int OutputLength = 900;

    /// <param name="folder">A model with the test tokenizer.</param>
    /// <param name="rewriting">Whether its graph is rewritten.</param>
    public static void Run(string folder, GraphRewriting rewriting)
    {
        using LanguageModel model =
            LanguageModel.Load(folder, new LanguageModelOptions { Rewriting = rewriting, Threads = 1 });
        ReadPrompt(model, seed: 1);
        TimeSpan begun = Environment.CpuUsage.TotalTime;
        double[] alone = [.. Enumerable.Range(10, Rounds).Select(seed => ReadPrompt(model, seed))];
        double processor = (Environment.CpuUsage.TotalTime - begun).TotalMilliseconds / Rounds;

        using var decoder = new Decoder(model);
        decoder.WaitForTokens(20);
        double[] undisturbed = decoder.Gaps();
        double[] beside = [.. Enumerable.Range(20, Rounds).Select(seed => ReadPrompt(model, seed))];
        double[] disturbed = decoder.Gaps();

        Console.WriteLine(
            $"prompt of {PromptLength} tokens alone: {Text(alone)}, {processor:f0} ms of processor time each");
        Console.WriteLine($"the same beside a caller who decodes: {Text(beside)}");
        Console.WriteLine($"between two of that caller's tokens, alone: {Text(undisturbed)}");
        Console.WriteLine($"the same while prompts are read: {Text(disturbed)}");
        Console.WriteLine($"load average: {LoadAverage.Now()}");
    }

    private static double ReadPrompt(LanguageModel model, int seed)
    {
        string prompt = TestTokenizer.Text(Measuring.Prompts.OfLength(PromptLength, seed));
        var clock = Stopwatch.StartNew();
        model.Generate(prompt, new GenerationOptions { MaxOutputTokens = 1 });
        return clock.Elapsed.TotalMilliseconds;
    }

    private static string Text(double[] milliseconds) =>
        $"median {Median.Of(milliseconds):f0} ms, longest {milliseconds.Max():f0} ms ({milliseconds.Length} measured)";

    /// <summary>A caller who generates one text after another on a thread of its own.</summary>
    private sealed class Decoder : IDisposable
    {
        private readonly LanguageModel _model;
        private readonly Thread _thread;
        private readonly CancellationTokenSource _end = new();
        private readonly Lock _lock = new();
        private readonly List<double> _gaps = [];

        public Decoder(LanguageModel model)
        {
            _model = model;
            _thread = new Thread(Work);
            _thread.Start();
        }

        public void WaitForTokens(int count)
        {
            while (Count() < count)
            {
                Thread.Sleep(1);
            }
        }

        /// <returns>Milliseconds between tokens since the last call.</returns>
        public double[] Gaps()
        {
            lock (_lock)
            {
                double[] gaps = [.. _gaps];
                _gaps.Clear();
                return gaps;
            }
        }

        public void Dispose()
        {
            _end.Cancel();
            _thread.Join();
            _end.Dispose();
        }

        private int Count()
        {
            lock (_lock)
            {
                return _gaps.Count;
            }
        }

        private void Work()
        {
            try
            {
                for (int seed = 100; ; seed++)
                {
                    Generate(TestTokenizer.Text(Measuring.Prompts.OfLength(16, seed)));
                }
            }
            catch (OperationCanceledException)
            {
                // This is how it ends.
            }
        }

        private void Generate(string prompt)
        {
            var options = new GenerationOptions { MaxOutputTokens = OutputLength };
            var clock = new Stopwatch();
            foreach (CompletionUpdate update in _model.GenerateStreaming(prompt, options, _end.Token))
            {
                if (clock.IsRunning)
                {
                    lock (_lock)
                    {
                        _gaps.Add(clock.Elapsed.TotalMilliseconds);
                    }
                }

                clock.Restart();
            }
        }
    }
}
