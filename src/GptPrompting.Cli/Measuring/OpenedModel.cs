using GptPrompting.Evaluation.Models;

namespace GptPrompting.Cli.Measuring;

/// <summary>A model to measure with what is to be disposed after it.</summary>
internal sealed class OpenedModel(IEvaluatedModel model, IDisposable? owned) : IDisposable
{
    public IEvaluatedModel Model => model;

    public void Dispose() => owned?.Dispose();
}
