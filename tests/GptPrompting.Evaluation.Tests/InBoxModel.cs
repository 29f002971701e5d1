namespace GptPrompting.Evaluation.Tests;

/// <summary>The in-box model, loaded once per test class.</summary>
public sealed class InBoxModel : IDisposable
{
    public LanguageModel Model { get; } = LanguageModel.Load(TinyGpt.Folder);

    public void Dispose() => Model.Dispose();
}
