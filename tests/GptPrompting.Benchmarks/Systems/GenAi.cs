using System.Runtime.InteropServices;
using System.Text.Json;

namespace GptPrompting.Benchmarks.Systems;

/// <summary>ONNX Runtime GenAI, called as its own C# wrapper calls it.</summary>
internal sealed class GenAi : ISystem
{
    private readonly nint _model;

    public GenAi(string folder, int threads)
    {
        GenAiLibrary.Check(GenAiLibrary.OgaCreateConfig(folder, out nint config));
        string overlay = JsonSerializer.Serialize(new
        {
            model = new { decoder = new { session_options = new { intra_op_num_threads = threads } } },
        });
        GenAiLibrary.Check(GenAiLibrary.OgaConfigOverlay(config, overlay));
        GenAiLibrary.Check(GenAiLibrary.OgaCreateModelFromConfig(config, out _model));
        GenAiLibrary.OgaDestroyConfig(config);
    }

    public GeneratedTokens Generate(int[] promptIds, int count)
    {
        var lap = new Lap();
        GenAiLibrary.Check(GenAiLibrary.OgaCreateGeneratorParams(_model, out nint settings));
        GenAiLibrary.Check(GenAiLibrary.OgaGeneratorParamsSetSearchNumber(
            settings, "max_length", promptIds.Length + count));
        GenAiLibrary.Check(GenAiLibrary.OgaCreateGenerator(_model, settings, out nint generator));
        GenAiLibrary.Check(GenAiLibrary.OgaGenerator_AppendTokens(generator, promptIds, (nuint)promptIds.Length));
        int[] ids = new int[count];
        ids[0] = Next(generator);
        Duration first = lap.Next();
        for (int i = 1; i < count; i++)
        {
            ids[i] = Next(generator);
        }

        Duration rest = lap.Next();
        GenAiLibrary.OgaDestroyGenerator(generator);
        GenAiLibrary.OgaDestroyGeneratorParams(settings);
        return new GeneratedTokens(ids, first, rest);
    }

    public void Dispose() => GenAiLibrary.OgaDestroyModel(_model);

    private static int Next(nint generator)
    {
        GenAiLibrary.Check(GenAiLibrary.OgaGenerator_GenerateNextToken(generator));
        GenAiLibrary.Check(GenAiLibrary.OgaGenerator_GetNextTokens(generator, out nint ids, out _));
        return Marshal.ReadInt32(ids);
    }
}
