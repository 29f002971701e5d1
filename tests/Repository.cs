namespace GptPrompting.Tests;

/// <summary>Compiled into the tests that read files of the repository.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution, above the one that the tests run in.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("The tests do not run within the repository."),
        _ when File.Exists(Path.Combine(folder.FullName, "GptPrompting.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
