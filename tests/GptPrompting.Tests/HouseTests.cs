using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GptPrompting.Tests;

/// <summary>The rules of the house that the compiler does not check: who may know whom.</summary>
public partial class HouseTests
{
    private static readonly string Root = Repository.Root;

    public static TheoryData<string, string[]> ProjectReferences => new()
    {
        { "GptPrompting", [] },
        { "GptPrompting.PromptLibrary", [] },
        { "GptPrompting.TinyGpt", [] },
        { "GptPrompting.Evaluation", ["GptPrompting"] },
        { "GptPrompting.ExtensionsAI", ["GptPrompting"] },
        {
            "GptPrompting.SemanticKernel",
            ["GptPrompting.ExtensionsAI", "GptPrompting.PromptLibrary", "GptPrompting"]
        },
        {
            "GptPrompting.Cli",
            ["GptPrompting.Evaluation", "GptPrompting.SemanticKernel", "GptPrompting.TinyGpt"]
        },
    };

    public static TheoryData<string, string[]> PackageReferences => new()
    {
        {
            "GptPrompting",
            [
                "Google.Protobuf", "Grpc.Tools", "Microsoft.ML.OnnxRuntime", "Microsoft.ML.Tokenizers", "Scriban",
                "YamlDotNet",
            ]
        },
        { "GptPrompting.PromptLibrary", [] },
        { "GptPrompting.TinyGpt", [] },
        { "GptPrompting.Evaluation", ["CsvHelper", "MathNet.Numerics", "Polly.Core"] },
        {
            "GptPrompting.ExtensionsAI",
            ["Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions"]
        },
        { "GptPrompting.SemanticKernel", ["Microsoft.SemanticKernel.Abstractions", "Microsoft.SemanticKernel.Core"] },
        { "GptPrompting.Cli", ["Spectre.Console", "System.CommandLine"] },
    };

    public static TheoryData<string, string[]> FolderReferences => new()
    {
        { "Chat", ["Prompts"] },
        { "Prompts", [] },
        { "Demonstrations", ["Prompts"] },
        { "Tokenization", [] },
        { "Graphs", [] },
        { "Models", [] },
        { "Generation", ["Models"] },
        { "Scoring", ["Models"] },
        { "States", [] },
    };

    [Fact]
    public void Src_HasTheseProjects() => Assert.Equal(
        ProjectReferences.Select(row => (string)row[0]).Order(),
        Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(ProjectReferences))]
    public void Project_KnowsTheseProjects(string project, string[] expected) =>
        Assert.Equal(expected, References(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension));

    [Theory]
    [MemberData(nameof(PackageReferences))]
    public void Project_KnowsThesePackages(string project, string[] expected) =>
        Assert.Equal(expected, References(project, "PackageReference"));

    [Theory]
    [MemberData(nameof(FolderReferences))]
    public void Folder_KnowsTheseFolders(string folder, string[] expected) =>
        Assert.Equal(expected, UsingsOf(folder)
            .Where(name => name.StartsWith("GptPrompting.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[1]).Where(name => name != folder).Distinct().Order());

    /// <summary>Each folder knows those before it, and none behind it.</summary>
    [Fact]
    public void FoldersOfEvaluation_ReferOneWay()
    {
        string[] order =
        [
            "Records", "Tasks", "Models", "Results", "Parity", "Statistics", "Shots", "Reports", "Metrics",
            "Comparisons", "Progress", "Runs", "Choosing",
        ];
        string root = Path.Combine(Root, "src", "GptPrompting.Evaluation");

        string[] backwards = [.. order.SelectMany((folder, place) => Sources(Path.Combine(root, folder))
            .SelectMany(UsingsIn)
            .Where(name => name.StartsWith("GptPrompting.Evaluation.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[2])
            .Where(name => Array.IndexOf(order, name) > place)
            .Select(name => $"{folder} knows {name}"))];

        Assert.Empty(backwards);
        Assert.Equal(order.Order(), Directory.EnumerateDirectories(root).Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj" or "buildTransitive")).Order());
    }

    [Theory]
    [InlineData("Generation/Constraints", new string[0])]
    [InlineData("Graphs/Format", new string[0])]
    [InlineData("Graphs/Probing", new[] { "Format" })]
    [InlineData("Graphs/Rewrites", new[] { "Format", "Probing" })]
    [InlineData("Models/Folders", new string[0])]
    [InlineData("Models/Packed", new[] { "Folders" })]
    [InlineData("Models/Layers", new string[0])]
    public void FolderInside_KnowsTheseBesideIt(string folder, string[] expected) =>
        Assert.Equal(expected, UsingsOf(folder)
            .Where(name => name.StartsWith($"GptPrompting.{folder.Split('/')[0]}.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[2]).Distinct().Order());

    [Theory]
    [InlineData("Scriban", "Prompts")]
    [InlineData("YamlDotNet", "Prompts")]
    [InlineData("Microsoft.ML.Tokenizers", "Tokenization")]
    [InlineData("Microsoft.ML.OnnxRuntime", "Models")]
    public void Package_IsSeenByOneFolderOnly(string package, string folder)
    {
        string root = Path.Combine(Root, "src", "GptPrompting");
        string[] seers = [.. Sources(root)
            .Where(file => UsingsIn(file).Any(name => $"{name}.".StartsWith($"{package}.", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0])
            .Distinct()];

        Assert.Equal([folder], seers);
    }

    [Fact]
    public void Files_AreAtMost400LinesLong()
    {
        string[] folders = ["src", "tests", "examples", "compat"];
        IEnumerable<string> tooLong = folders.SelectMany(folder => Sources(Path.Combine(Root, folder)))
            .Where(file => File.ReadLines(file).Count() > 400);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Lines_AreAtMost120CharactersLong()
    {
        string[] folders = ["src", "tests", "examples"];
        IEnumerable<string> tooLong = folders.SelectMany(folder => Sources(Path.Combine(Root, folder)))
            .SelectMany(file => File.ReadLines(file).Index()
                .Where(line => line.Item.Length > 120).Select(line => $"{file}:{line.Index + 1}"));

        Assert.Empty(tooLong);
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"))
            .Descendants(kind).Select(element => element.Attribute("Include")!.Value).Order();

    private static IEnumerable<string> UsingsOf(string folder) =>
        Sources(Path.Combine(Root, "src", "GptPrompting", folder)).SelectMany(UsingsIn);

    private static IEnumerable<string> UsingsIn(string file) =>
        UsingLine().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value);

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal));

    [GeneratedRegex(
        @"^using (static )?(\w+ = )?(?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UsingLine();
}
