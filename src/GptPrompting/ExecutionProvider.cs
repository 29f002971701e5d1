namespace GptPrompting;

/// <summary>
/// What computes a model's passes. All but <see cref="Cpu"/> need a package with another native ONNX Runtime; what a
/// provider cannot compute is left to the processor. <see cref="LanguageModelOptions.ProviderOptions"/> goes to it.
/// </summary>
public enum ExecutionProvider
{
    /// <summary>The processor. Always there.</summary>
    Cpu,

    /// <summary>NVIDIA GPUs. Package: Microsoft.ML.OnnxRuntime.Gpu.</summary>
    Cuda,

    /// <summary>NVIDIA GPUs, with graphs compiled when opened. Package: Microsoft.ML.OnnxRuntime.Gpu.</summary>
    TensorRt,

    /// <summary>Any GPU on Windows, by DirectX 12. Package: Microsoft.ML.OnnxRuntime.DirectML.</summary>
    DirectMl,

    /// <summary>Apple's GPU and Neural Engine. In the package Microsoft.ML.OnnxRuntime, on macOS and iOS.</summary>
    CoreMl,

    /// <summary>Intel processors, GPUs and NPUs. Package: Intel.ML.OnnxRuntime.OpenVino.</summary>
    OpenVino,

    /// <summary>AMD GPUs on Linux. Needs an ONNX Runtime of your own that is built with ROCm.</summary>
    Rocm,

    /// <summary>AMD GPUs on Linux, with graphs compiled when opened. Needs one that is built with MIGraphX.</summary>
    MiGraphX,

    /// <summary>Qualcomm NPUs. Package: Microsoft.ML.OnnxRuntime.QNN.</summary>
    Qnn,

    /// <summary>Operators tuned for small processors. Needs an ONNX Runtime that is built with XNNPACK.</summary>
    Xnnpack,
}
