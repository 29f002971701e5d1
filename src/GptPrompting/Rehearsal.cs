using System.Runtime.CompilerServices;
using GptPrompting.Generation;
using GptPrompting.Models;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>
/// Generates a few tokens with a model that computes nothing, on a thread of its own while a process opens its first
/// model: what generation runs through is compiled by then, and the first token comes a tenth sooner.
/// </summary>
internal static class Rehearsal
{
    /// <summary>Tokens that it generates: the first one after a prompt, and those that follow one by one.</summary>
    public const int TokenCount = 3;

    private static int _hasBegun;

    /// <summary>Begins, unless this process has done it before or would gain nothing.</summary>
    /// <param name="tokenizer">The tokenizer of the model that is opened; its failure is left to others.</param>
    /// <param name="options">How the model is opened.</param>
    public static void Begin(Lazy<HuggingFaceTokenizer> tokenizer, LanguageModelOptions options)
    {
        // Code that was compiled ahead has nothing to compile, and one processor has no time to spare.
        if (RuntimeFeature.IsDynamicCodeCompiled
            && Environment.ProcessorCount > 1
            && Interlocked.Exchange(ref _hasBegun, 1) == 0)
        {
            _ = Aside.Start(() => Run(tokenizer.Value, options));
        }
    }

    /// <returns>The tokens that were generated.</returns>
    public static int Run(HuggingFaceTokenizer tokenizer, LanguageModelOptions options)
    {
        ICausalModel layered = LanguageModel.WithLayers(new SilentModel(tokenizer.VocabularySize), options);
        using var model = new LanguageModel(nameof(Rehearsal), layered, tokenizer, eosIds: []);
        return model
            .GenerateStreaming("Once upon a time", new GenerationOptions { MaxOutputTokens = TokenCount })
            .Sum(update => update.TokenIds.Count);
    }

    /// <summary>Finds all tokens equally probable.</summary>
    private sealed class SilentModel(int vocabularySize) : ICausalModel
    {
        public int VocabularySize => vocabularySize;

        public int ContextLength => 512;

        public ICausalSequence Begin() => new Sequence(vocabularySize, 0);

        public void Dispose()
        {
        }

        private sealed class Sequence(int vocabularySize, int length) : ICausalSequence
        {
            private float[] _logits = [];

            public int Length { get; private set; } = length;

            public ReadOnlySpan<float> Logits => _logits;

            public ReadOnlySpan<float> Read(
                ReadOnlySpan<int> tokenIds, int rows, CancellationToken cancellationToken = default)
            {
                Length += tokenIds.Length;
                return _logits = new float[rows * vocabularySize];
            }

            public ICausalSequence Fork(int length) => new Sequence(vocabularySize, length);

            public void Dispose()
            {
            }
        }
    }
}
