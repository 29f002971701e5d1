using GptPrompting.Models;

namespace GptPrompting.Tests.Chat;

/// <summary>Compiled into the tests of all chats: keeps the prompts that it reads, and answers nothing.</summary>
internal sealed class SilentModel(int vocabularySize, int endOfText) : ICausalModel
{
    private readonly int _endOfText = endOfText;

    public int VocabularySize => vocabularySize;

    public int ContextLength => 4096;

    /// <summary>The token ids of the last prompt.</summary>
    public int[] Prompt { get; private set; } = [];

    public ICausalSequence Begin() => new Sequence(this, []);

    public void Dispose()
    {
    }

    private sealed class Sequence(SilentModel model, int[] read) : ICausalSequence
    {
        private float[] _logits = [];
        private int[] _read = read;

        public int Length => _read.Length;

        public ReadOnlySpan<float> Logits => _logits;

        public ReadOnlySpan<float> Read(
            ReadOnlySpan<int> tokenIds, int rows, CancellationToken cancellationToken = default)
        {
            model.Prompt = _read = [.. _read, .. tokenIds];
            _logits = new float[rows * model.VocabularySize];
            for (int row = 0; row < rows; row++)
            {
                _logits[(row * model.VocabularySize) + model._endOfText] = 10;
            }

            return _logits;
        }

        public ICausalSequence Fork(int length) => new Sequence(model, _read[..length]);

        public void Dispose()
        {
        }
    }
}
