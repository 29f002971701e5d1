using System.Security.Cryptography;
using System.Text;

namespace Scriban.Functions;

public partial class StringFunctions
{
    public static string Base64Encode(string? text) => Convert.ToBase64String(Bytes(text));

    public static string Base64Decode(string? text) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(text ?? string.Empty));

    public static string Md5(string? text) => Convert.ToHexStringLower(MD5.HashData(Bytes(text)));

    public static string Sha1(string? text) => Convert.ToHexStringLower(SHA1.HashData(Bytes(text)));

    public static string Sha256(string? text) => Convert.ToHexStringLower(SHA256.HashData(Bytes(text)));

    public static string Sha512(string? text) => Convert.ToHexStringLower(SHA512.HashData(Bytes(text)));

    public static string HmacSha1(string? text, string? secretKey) =>
        Convert.ToHexStringLower(HMACSHA1.HashData(Bytes(secretKey), Bytes(text)));

    public static string HmacSha256(string? text, string? secretKey) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Bytes(secretKey), Bytes(text)));

    public static string HmacSha512(string? text, string? secretKey) =>
        Convert.ToHexStringLower(HMACSHA512.HashData(Bytes(secretKey), Bytes(text)));

    private static byte[] Bytes(string? text) => Encoding.UTF8.GetBytes(text ?? string.Empty);
}
