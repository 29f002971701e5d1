using GptPrompting.Models;
using GptPrompting.Models.Folders;

namespace GptPrompting.Tests.Fakes;

/// <summary>What a model's folder is opened from, and what the model then says.</summary>
internal static class FolderSource
{
    /// <returns>Logits after the last two of five tokens.</returns>
    public static float[] Logits(string folder, LanguageModelOptions options)
    {
        GraphSource source = Of(folder, options);
        using ICausalModel model = FolderGraphs.Open(source, source.Config.ContextLength!.Value);
        using ICausalSequence sequence = model.Begin();
        return sequence.Read([10, 200, 30, 40, 50], rows: 2).ToArray();
    }

    public static GraphSource Of(string folder, LanguageModelOptions options)
    {
        ModelFolder files = ModelFolder.Open(folder, null);
        return FolderGraphs.Source(files, files.ReadConfig(), options);
    }
}
