using System.Runtime.InteropServices;

namespace GptPrompting.Benchmarks.Systems;

/// <summary>The functions of ONNX Runtime GenAI's C interface (ort_genai_c.h) that generating takes.</summary>
internal static partial class GenAiLibrary
{
    private const string Name = "onnxruntime-genai";

    // The folder in which the package has its libraries for this system; the runner gives it to the process.
    internal const string FolderVariable = "GENAI_LIBRARY_FOLDER";

    static GenAiLibrary() => NativeLibrary.SetDllImportResolver(typeof(GenAiLibrary).Assembly, (name, _, _) =>
        name == Name
            ? NativeLibrary.Load(Path.Combine(Environment.GetEnvironmentVariable(FolderVariable)!, FileName))
            : 0);

    private static string FileName => OperatingSystem.IsWindows() ? $"{Name}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{Name}.dylib" : $"lib{Name}.so";

    /// <summary>Throws where a function returned an error and not null.</summary>
    public static void Check(nint result)
    {
        if (result != 0)
        {
            string message = Marshal.PtrToStringUTF8(OgaResultGetError(result)) ?? "no message";
            OgaDestroyResult(result);
            throw new InvalidOperationException($"ONNX Runtime GenAI: {message}");
        }
    }

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OgaCreateConfig(string folder, out nint config);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OgaConfigOverlay(nint config, string json);

    [LibraryImport(Name)]
    internal static partial void OgaDestroyConfig(nint config);

    [LibraryImport(Name)]
    internal static partial nint OgaCreateModelFromConfig(nint config, out nint model);

    [LibraryImport(Name)]
    internal static partial void OgaDestroyModel(nint model);

    [LibraryImport(Name)]
    internal static partial nint OgaCreateGeneratorParams(nint model, out nint settings);

    [LibraryImport(Name)]
    internal static partial void OgaDestroyGeneratorParams(nint settings);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OgaGeneratorParamsSetSearchNumber(nint settings, string name, double value);

    [LibraryImport(Name)]
    internal static partial nint OgaCreateGenerator(nint model, nint settings, out nint generator);

    [LibraryImport(Name)]
    internal static partial void OgaDestroyGenerator(nint generator);

    [LibraryImport(Name)]
    internal static partial nint OgaGenerator_AppendTokens(
        nint generator, [In] int[] ids, nuint count);

    [LibraryImport(Name)]
    internal static partial nint OgaGenerator_GenerateNextToken(nint generator);

    [LibraryImport(Name)]
    internal static partial nint OgaGenerator_GetNextTokens(nint generator, out nint ids, out nuint count);

    [LibraryImport(Name)]
    private static partial nint OgaResultGetError(nint result);

    [LibraryImport(Name)]
    private static partial void OgaDestroyResult(nint result);
}
