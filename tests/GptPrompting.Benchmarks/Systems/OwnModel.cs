using System.Diagnostics;
using GptPrompting.Benchmarks.TestModels;
using GptPrompting.Generation;
using GptPrompting.Scoring;

namespace GptPrompting.Benchmarks.Systems;

/// <summary>This library, through its public API: text in, text out.</summary>
internal sealed class OwnModel : ISystem, IBatchSystem, IScoringSystem
{
    private readonly LanguageModel _model;
    private readonly bool _hasTestTokenizer;

    /// <param name="folder">The model.</param>
    /// <param name="options">How to open it.</param>
    /// <param name="hasTestTokenizer">Whether a prompt of so many words must have so many tokens.</param>
    public OwnModel(string folder, LanguageModelOptions options, bool hasTestTokenizer = true)
    {
        _model = LanguageModel.Load(folder, options);
        _hasTestTokenizer = hasTestTokenizer;
    }

    public GeneratedTokens Generate(int[] promptIds, int count)
    {
        string prompt = Prompt(promptIds);
        var options = new GenerationOptions { MaxOutputTokens = count };
        var ids = new List<int>(count);
        var lap = new Lap();
        Duration? first = null;
        foreach (CompletionUpdate update in _model.GenerateStreaming(prompt, options))
        {
            first ??= lap.Next();
            ids.AddRange(update.TokenIds);
        }

        return new GeneratedTokens([.. ids], first!, lap.Next());
    }

    public void GenerateBatch(int[][] promptIds, int count)
    {
        var options = new GenerationOptions { MaxOutputTokens = count };
        IReadOnlyList<IReadOnlyList<Completion>> results =
            _model.GenerateBatch([.. promptIds.Select(ids => new GenerationRequest(Prompt(ids), options))]);
        if (results.Any(completions => completions[0].TokenIds.Count != count))
        {
            throw new UnreachableException($"A text of the batch does not have {count} tokens.");
        }
    }

    public double[] Score(ScoringWork work) =>
    [
        .. _model.ScoreBatch(work.Requests().Select(request =>
                new ScoreRequest(TestTokenizer.Text(request.Context), TestTokenizer.Text(request.Continuation))))
            .Select(score => score.LogLikelihood),
    ];

    public void Dispose() => _model.Dispose();

    private string Prompt(int[] ids)
    {
        string text = TestTokenizer.Text(ids);
        int[] encoded = _model.Tokenizer.Encode(text, addSpecialTokens: true);
        return !_hasTestTokenizer || encoded.SequenceEqual(ids)
            ? text
            : throw new UnreachableException($"The prompt has {encoded.Length} tokens, not the {ids.Length} wanted.");
    }
}
