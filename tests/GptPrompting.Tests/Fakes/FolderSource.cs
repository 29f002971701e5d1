using GptPrompting.Models;
using GptPrompting.Models.Folders;

namespace GptPrompting.Tests.Fakes;

/// <summary>What a model's folder is opened from.</summary>
internal static class FolderSource
{
    public static GraphSource Of(string folder, LanguageModelOptions options)
    {
        ModelFolder files = ModelFolder.Open(folder, null);
        return FolderGraphs.Source(files, files.ReadConfig(), options);
    }
}
