using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using GptPrompting.Benchmarks.Systems;
using GptPrompting.Tests;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>The npm packages that the table compares with, under <c>rivals</c>; fetched when first asked for.</summary>
internal static class Rivals
{
    private const string GenAiPackage = "com.github.asus4.onnxruntime-genai";

    public static string Folder { get; } =
        Path.Combine(Repository.Root, "tests", "GptPrompting.Benchmarks", "rivals");

    private static string Packages => Path.Combine(Folder, "node_modules");

    /// <returns>Why there are none; null where there are.</returns>
    public static async Task<string?> FetchAsync(Action<string> say)
    {
        // A copy of the lock file, written last, says what was fetched.
        string fetched = Path.Combine(Packages, ".fetched-lock.json");
        string wanted = Path.Combine(Folder, "package-lock.json");
        if (File.Exists(fetched) && await File.ReadAllTextAsync(fetched) == await File.ReadAllTextAsync(wanted))
        {
            return null;
        }

        say("Fetching the rivals with npm ...");
        if (await InstallAsync() is string reason)
        {
            return reason;
        }

        File.Copy(wanted, fetched, overwrite: true);
        return null;
    }

    private static async Task<string?> InstallAsync()
    {
        // Not npm ci: it wants every platform's optional packages in the lock file, also those that a feed lacks.
        string[] arguments =
        [
            "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error",
        ];
        try
        {
            using Process npm = Process.Start(new ProcessStartInfo(
                OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments) { WorkingDirectory = Folder })!;
            await npm.WaitForExitAsync();
            return npm.ExitCode == 0 ? null : $"npm install failed with exit code {npm.ExitCode}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"npm cannot be started: {e.Message}";
        }
    }

    /// <returns>Names and versions of the packages, as they lie there; none where they were not fetched.</returns>
    public static IEnumerable<string> Versions()
    {
        string[] names = ["@huggingface/transformers", "onnxruntime-node", "node-llama-cpp", GenAiPackage];
        return
            from name in names
            let file = Path.Combine(Packages, name, "package.json")
            where File.Exists(file)
            select $"{name} {JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("version")}";
    }

    /// <summary>Tells a process where GenAI and the ONNX Runtime that belongs to it have their libraries.</summary>
    public static void ShowLibraries(IDictionary<string, string?> environment)
    {
        string genAi = Plugins(GenAiPackage);
        string runtime = Plugins("com.github.asus4.onnxruntime");
        environment[GenAiLibrary.FolderVariable] = genAi;
        string path = OperatingSystem.IsWindows() ? "PATH"
            : OperatingSystem.IsMacOS() ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
        environment.TryGetValue(path, out string? before);
        environment[path] = string.Join(Path.PathSeparator, new[] { runtime, genAi, before }.OfType<string>());
        environment["ORT_DISABLE_TELEMETRY"] = "1";
    }

    private static string Plugins(string package) => Path.Combine(
        Packages, package, "Plugins",
        OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "Linux",
        RuntimeInformation.OSArchitecture
            is Architecture.Arm64 ? "arm64" : "x64");
}
