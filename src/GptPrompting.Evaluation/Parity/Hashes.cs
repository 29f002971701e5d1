using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GptPrompting.Evaluation.Parity;

/// <summary>
/// The hashes in lm-evaluation-harness's sample files (<c>hash_string</c>): SHA-256 of UTF-8, in lower-case hex.
/// </summary>
internal static class Hashes
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The <c>doc_hash</c> of a record.</returns>
    /// <inheritdoc cref="PythonJson.Text" path="/exception"/>
    public static string OfDocument(JsonElement document) => OfText(PythonJson.Text(document));

    /// <returns>The <c>prompt_hash</c> of a prompt, the <c>target_hash</c> of a target.</returns>
    /// <exception cref="EncoderFallbackException">The text has half of a surrogate pair.</exception>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Utf8.GetBytes(text)));
}
