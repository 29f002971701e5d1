namespace GptPrompting.Tests.Fakes;

/// <summary>The in-box model, loaded once for all tests that only read it.</summary>
internal static class InBox
{
    private static readonly Lazy<LanguageModel> Loaded = new(Load);

    public static LanguageModel Model => Loaded.Value;

    public static string Folder => TinyGpt.Folder;

    public static LanguageModel Load() => LanguageModel.Load(Folder);
}
