using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>Gives a session its execution provider, or says which package has it.</summary>
internal static class ProviderSetup
{
    /// <exception cref="PlatformNotSupportedException">The library lacks it, or it does not start.</exception>
    /// <exception cref="ArgumentException">The provider takes no options, or not these.</exception>
    public static void Append(
        SessionOptions options, ExecutionProvider provider, IReadOnlyDictionary<string, string> providerOptions)
    {
        if (provider == ExecutionProvider.Cpu)
        {
            if (providerOptions.Count > 0)
            {
                throw new ArgumentException(
                    $"ProviderOptions has {string.Join(", ", providerOptions.Keys)}; the processor takes no options.",
                    nameof(providerOptions));
            }

            return;
        }

        string[] available = OrtEnv.Instance().GetAvailableProviders();
        if (!available.Contains(RuntimeName(provider)))
        {
            throw new PlatformNotSupportedException(
                $"The native ONNX Runtime here cannot use {provider}: it has {string.Join(", ", available)}. "
                + Remedy(provider));
        }

        try
        {
            Append(options, provider, new Dictionary<string, string>(providerOptions));
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw new PlatformNotSupportedException($"{provider} did not start: {e.Message} {Remedy(provider)}", e);
        }
    }

    private static void Append(SessionOptions options, ExecutionProvider provider, Dictionary<string, string> settings)
    {
        switch (provider)
        {
            case ExecutionProvider.Cuda:
                using (var cuda = new OrtCUDAProviderOptions())
                {
                    cuda.UpdateOptions(settings);
                    options.AppendExecutionProvider_CUDA(cuda);
                }

                break;
            case ExecutionProvider.TensorRt:
                using (var tensorRt = new OrtTensorRTProviderOptions())
                {
                    tensorRt.UpdateOptions(settings);
                    options.AppendExecutionProvider_Tensorrt(tensorRt);
                }

                break;
            case ExecutionProvider.Rocm:
                using (var rocm = new OrtROCMProviderOptions())
                {
                    rocm.UpdateOptions(settings);
                    options.AppendExecutionProvider_ROCm(rocm);
                }

                break;
            case ExecutionProvider.DirectMl:
                // DirectML refuses both otherwise.
                options.EnableMemoryPattern = false;
                options.ExecutionMode = ExecutionMode.ORT_SEQUENTIAL;
                options.AppendExecutionProvider_DML(DeviceId(provider, settings));
                break;
            case ExecutionProvider.MiGraphX:
                options.AppendExecutionProvider_MIGraphX(DeviceId(provider, settings));
                break;
            default:
                options.AppendExecutionProvider(GenericName(provider), settings);
                break;
        }
    }

    private static int DeviceId(ExecutionProvider provider, Dictionary<string, string> settings)
    {
        string id = settings.GetValueOrDefault("device_id", "0");
        string[] others = [.. settings.Keys.Where(key => key != "device_id")];
        return others.Length == 0 && int.TryParse(id, out int number) && number >= 0
            ? number
            : throw new ArgumentException(
                $"{provider} takes the option device_id, a whole number from 0 on; it was given "
                + $"{string.Join(", ", settings.Select(pair => $"{pair.Key}={pair.Value}"))}.", nameof(settings));
    }

    // As ONNX Runtime lists it.
    private static string RuntimeName(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cuda => "CUDAExecutionProvider",
        ExecutionProvider.TensorRt => "TensorrtExecutionProvider",
        ExecutionProvider.DirectMl => "DmlExecutionProvider",
        ExecutionProvider.Rocm => "ROCMExecutionProvider",
        ExecutionProvider.MiGraphX => "MIGraphXExecutionProvider",
        ExecutionProvider.Xnnpack => "XnnpackExecutionProvider",
        _ => GenericName(provider) + "ExecutionProvider",
    };

    // As it is asked for by name.
    private static string GenericName(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.CoreMl => "CoreML",
        ExecutionProvider.OpenVino => "OpenVINO",
        ExecutionProvider.Qnn => "QNN",
        ExecutionProvider.Xnnpack => "XNNPACK",
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, $"There is no provider {provider}."),
    };

    private static string Remedy(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cuda or ExecutionProvider.TensorRt =>
            "Add the package Microsoft.ML.OnnxRuntime.Gpu to your program, and install NVIDIA's CUDA and cuDNN"
            + (provider == ExecutionProvider.TensorRt ? " and TensorRT." : "."),
        ExecutionProvider.DirectMl => "On Windows, add the package Microsoft.ML.OnnxRuntime.DirectML to your program.",
        ExecutionProvider.CoreMl => "It is in the package Microsoft.ML.OnnxRuntime on macOS and iOS only.",
        ExecutionProvider.OpenVino => "Add the package Intel.ML.OnnxRuntime.OpenVino to your program.",
        ExecutionProvider.Qnn => "Add the package Microsoft.ML.OnnxRuntime.QNN to your program.",
        _ => "It needs a native ONNX Runtime that is built with it, in place of the one from the package.",
    };
}
