using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>What is kept of one run's result while it is compared with another's.</summary>
/// <param name="Numbers">Its numbers.</param>
/// <param name="Target">A digest of the right answer.</param>
/// <param name="Document">A digest of the record's hash; null where the result has none.</param>
/// <param name="Prompt">A digest of the prompt's hash.</param>
internal sealed record ComparedResult(ResultNumbers Numbers, UInt128 Target, UInt128? Document, UInt128 Prompt)
{
    public static ComparedResult Of(SampleResult result, SharedTexts shared) => new(
        ResultNumbers.Of(result, shared),
        Digest(result.Target),
        result.DocumentHash.Length > 0 ? Digest(result.DocumentHash) : null,
        Digest(result.PromptHash));

    // Half of SHA-256: nobody has found two texts that share it.
    private static UInt128 Digest(string text) =>
        BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));
}
