using System.Security.Cryptography;
using System.Text;
using GptPrompting.Prompts;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>Finds the files that a task file names, and takes the digest of all that decides results.</summary>
internal sealed class TaskFiles : IDisposable
{
    private readonly string _folder;
    private readonly TaskOptions _options;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public TaskFiles(string path, TaskOptions options)
    {
        _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        _options = options;
        Add("task", TextFile.ReadBytes(path));
    }

    /// <summary>SHA-256 over everything added so far, in that order; lower-case hex.</summary>
    public string Digest => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Takes a part into the digest; its length stands before it, so that parts cannot run together.</summary>
    public void Add(string role, ReadOnlySpan<byte> content)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes($"{role} {content.Length}\n"));
        _hash.AppendData(content);
    }

    /// <summary>The data file that a task file names, taken into the digest.</summary>
    /// <exception cref="PromptFormatException">
    /// There is no such file; the exception names where it was looked for.
    /// </exception>
    /// <param name="map">Where the file is named.</param>
    /// <param name="place">The name itself.</param>
    /// <param name="name">The file's path as the task file has it.</param>
    /// <param name="isMeasured">Whether it is the data that is measured, which the caller may replace.</param>
    public string Data(YamlMap map, YamlNode place, string name, bool isMeasured)
    {
        string path = isMeasured && _options.DataFile is { } given ? given : Located(map, place, name);
        Add("data", SHA256.HashData(TextFile.ReadBytes(path)));
        return path;
    }

    /// <summary>The prompt that a task file names.</summary>
    /// <exception cref="PromptFormatException">There is none, or a file of it is wrong.</exception>
    public Prompt Prompt(YamlMap map, YamlNode place, string name)
    {
        string[] folders = [.. Folders(_options.PromptsFolder, Path.Combine(AppContext.BaseDirectory, "prompts"))];
        string path = Find(folders, name, found => Directory.Exists(found) || File.Exists(found))
            ?? throw map.Error(place, $"there is no prompt '{name}' in {string.Join(" nor in ", folders)}");
        return Prompts.Prompt.Load(path);
    }

    public void Dispose() => _hash.Dispose();

    private string Located(YamlMap map, YamlNode place, string name)
    {
        string[] folders = [.. Folders(_options.DataFolder, AppContext.BaseDirectory)];
        return Find(folders, name, File.Exists)
            ?? throw map.Error(place, $"there is no data file '{name}' in {string.Join(" nor in ", folders)}");
    }

    private IEnumerable<string> Folders(string? given, string beside) =>
        new[] { given, _folder, beside }.OfType<string>()
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            .Distinct(StringComparer.Ordinal);

    private static string? Find(IEnumerable<string> folders, string name, Func<string, bool> exists) =>
        folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(exists);
}
