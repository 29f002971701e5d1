namespace GptPrompting.Cli.Tests;

/// <summary>A folder with the files that <c>prompts new</c> writes, deleted with everything in it.</summary>
internal sealed class TemporaryPrompt : IDisposable
{
    private TemporaryPrompt()
    {
    }

    /// <summary>The folder around.</summary>
    public string Library { get; } = Directory.CreateTempSubdirectory("gptprompting-").FullName;

    public string Folder => Path.Combine(Library, "classify", "mood");

    public static async Task<TemporaryPrompt> CreateAsync()
    {
        var prompt = new TemporaryPrompt();
        Assert.Equal(0, (await ToolRun.OfAsync("prompts", "new", prompt.Folder)).ExitCode);
        return prompt;
    }

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Library, recursive: true);
}
