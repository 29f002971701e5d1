using GptPrompting.Models;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>
/// A masked language model (BERT, RoBERTa, DistilBERT and their like) with its tokenizer: predicts hidden tokens from
/// those on both sides. Any number of threads may use one at once.
/// </summary>
/// <remarks>
/// <see cref="Dispose"/> is safe while other threads are in a call: it waits for their current forward pass, and their
/// next one throws <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed partial class MaskedLanguageModel : IDisposable
{
    private readonly IMaskedModel _model;
    private readonly int _maskId;
    private readonly StateReader _states;

    private MaskedLanguageModel(string id, IMaskedModel model, HuggingFaceTokenizer tokenizer, StateReader states)
    {
        (Id, _model, Tokenizer, _states) = (id, model, tokenizer, states);
        _maskId = tokenizer.MaskId!.Value;
    }

    /// <summary>The name of the model's folder.</summary>
    public string Id { get; }

    /// <summary>The tokenizer of the model's folder.</summary>
    public HuggingFaceTokenizer Tokenizer { get; }

    /// <summary>The token that stands for a hidden one, as it is written in a text: <c>[MASK]</c>.</summary>
    public string MaskToken => Tokenizer.TokenText(_maskId);

    /// <summary>The most tokens of a text, special tokens included.</summary>
    public int ContextLength => _model.ContextLength;

    /// <summary>Columns of the logits; token ids are below this.</summary>
    public int VocabularySize => _model.VocabularySize;

    /// <summary>
    /// Opens a folder with an ONNX graph, <c>config.json</c>, <c>tokenizer.json</c> and <c>tokenizer_config.json</c>,
    /// as Hugging Face Optimum exports it for the task fill-mask.
    /// </summary>
    /// <param name="folder">The folder; relative paths start at the current directory.</param>
    /// <param name="options">Which graph to take, threads; null is the default.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file that the model needs is not in it.</exception>
    /// <exception cref="ModelFormatException">
    /// A file is not what it should be, two of them contradict each other, or the tokenizer has no mask token.
    /// </exception>
    public static MaskedLanguageModel Load(string folder, LanguageModelOptions? options = null)
    {
        var opened = EncoderFolder.Open(folder, options, typeof(MaskedLanguageModel));
        try
        {
            var model = new OnnxMaskedModel(opened.Graph, opened.VocabularySize, opened.ContextLength);
            string tokenizerFile = opened.Tokenizer.File;
            VocabularyMatch.Check(opened.Tokenizer, model.VocabularySize, tokenizerFile);
            return opened.Tokenizer.MaskId is null
                ? throw new ModelFormatException(tokenizerFile, "no mask token: tokenizer_config.json names none, or "
                    + "one that this tokenizer does not have; only masked language models can be opened here")
                : new MaskedLanguageModel(opened.Id, model, opened.Tokenizer, opened.States());
        }
        catch
        {
            opened.Graph.Dispose();
            throw;
        }
    }

    /// <summary>Frees the model. Waits for forward passes that run on other threads.</summary>
    public void Dispose() => _model.Dispose();
}
