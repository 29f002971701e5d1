using System.Diagnostics;
using System.Globalization;
using GptPrompting.Benchmarks.Systems;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>A row of the comparison: what runs, on which file.</summary>
/// <param name="Name">As tables print it.</param>
/// <param name="Program">A word of <see cref="SystemName"/>, or a script in the folder <c>rivals</c>.</param>
/// <param name="Model">The folder or file that it opens.</param>
internal sealed record MeasuredSystem(string Name, string Program, string Model)
{
    public bool IsScript => Program.EndsWith(".mjs", StringComparison.Ordinal);

    /// <summary>Whether it comes from npm.</summary>
    public bool IsRival => IsScript || Program == SystemName.GenAi;

    /// <summary>Whether it keeps what it has read for later prompts.</summary>
    public bool KeepsPrompts => Program is SystemName.Own or SystemName.OwnAsItIs;

    public ProcessStartInfo StartInfo(int threads)
    {
        var info = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (IsScript)
        {
            info.FileName = "node";
            info.ArgumentList.Add(Path.Combine(Rivals.Folder, Program));
        }
        else
        {
            RunThisProgram(info);
            info.ArgumentList.Add("serve");
            info.ArgumentList.Add(Program);
        }

        info.ArgumentList.Add(Model);
        info.ArgumentList.Add(threads.ToString(CultureInfo.InvariantCulture));
        if (IsRival)
        {
            Rivals.ShowLibraries(info.Environment);
        }

        return info;
    }

    private static void RunThisProgram(ProcessStartInfo info)
    {
        info.FileName = Environment.ProcessPath!;
        if (Path.GetFileNameWithoutExtension(info.FileName) == "dotnet")
        {
            info.ArgumentList.Add(typeof(MeasuredSystem).Assembly.Location);
        }
    }
}
