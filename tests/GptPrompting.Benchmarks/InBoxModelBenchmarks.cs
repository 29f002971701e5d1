using BenchmarkDotNet.Attributes;
using GptPrompting.Generation;
using GptPrompting.Scoring;
using GptPrompting.SemanticKernel;
using Microsoft.SemanticKernel;

namespace GptPrompting.Benchmarks;

/// <summary>The in-box model: opening it, completing, scoring, and what a Kernel adds to a completion.</summary>
[MemoryDiagnoser]
public class InBoxModelBenchmarks
{
    private const string Prompt = "Once upon a time";

    private static readonly GenerationOptions Options = new() { MaxOutputTokens = 64 };

    // Allows every text, so that the tokens are the same.
    private static readonly GenerationOptions Constrained =
        Options with { Constraint = GenerationConstraint.Regex(@"(.|\n)*") };

    private readonly OnnxGptPromptExecutionSettings _settings = new() { MaxTokens = 64 };
    private LanguageModel _model = null!;
    private LanguageModel _rememberingModel = null!;
    private ScoreRequest[] _requests = null!;
    private GenerationRequest[] _prompts = null!;
    private Kernel _kernel = null!;
    private string _context = null!;

    [GlobalSetup]
    public void Load()
    {
        // Without a prefix cache, since every call is the same one.
        _model = LanguageModel.Load(TinyGpt.Folder, new LanguageModelOptions { PrefixCacheBytes = 0 });
        _rememberingModel = LanguageModel.Load(TinyGpt.Folder);
        _kernel = Kernel.CreateBuilder().AddOnnxGptTextGeneration(_model).Build();
        _context = string.Concat(Enumerable.Repeat("Input: cat\nOutput: cats\n", 30)) + "Input: dog\nOutput:";
        _requests = [.. Enumerable.Range(0, 64).Select(i => new ScoreRequest(_context, $" {i}\n"))];
        _prompts = [.. Enumerable.Range(0, 8).Select(i => new GenerationRequest($"{i}. {Prompt}", Options))];
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _model.Dispose();
        _rememberingModel.Dispose();
    }

    [Benchmark]
    public int Open()
    {
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        return model.VocabularySize;
    }

    [Benchmark(Baseline = true)]
    public string Generate64Tokens() => _model.Generate(Prompt, Options).Text;

    [Benchmark]
    public string Generate64TokensConstrained() => _model.Generate(Prompt, Constrained).Text;

    [Benchmark]
    public async Task<string> Generate64TokensThroughAKernelAsync() =>
        (await _kernel.InvokePromptAsync(Prompt, new KernelArguments(_settings))).ToString();

    [Benchmark]
    public double ScoreBehindAFewShotPrompt() => _model.Score(_context, " dogs\n").LogLikelihood;

    [Benchmark]
    public double ScoreAgainBehindTheSamePrompt() => _rememberingModel.Score(_context, " dogs\n").LogLikelihood;

    [Benchmark]
    public int Score64ContinuationsOfOnePrompt() => _model.ScoreBatch(_requests).Count;

    [Benchmark]
    public int Generate64TokensFor8Prompts() => _model.GenerateBatch(_prompts).Count;

    [Benchmark]
    public int Encode() => _model.Tokenizer.Encode(_context, addSpecialTokens: true).Length;
}
