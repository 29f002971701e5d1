using GptPrompting.Models;

namespace GptPrompting;

/// <summary>
/// A decoder opened once more so that it gives its last hidden state, which the graph in its file does not. That takes
/// time and memory, so only when someone asks for it.
/// </summary>
internal sealed class AddedStates(Func<OnnxModel> open) : IDisposable
{
    private readonly Lock _lock = new();
    private OnnxModel? _model;
    private bool _disposed;

    /// <exception cref="ModelFormatException">The graph cannot be made to give it.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public IStateSource Source
    {
        get
        {
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, typeof(LanguageModel));
                return _model ??= open();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _model?.Dispose();
        }
    }
}
