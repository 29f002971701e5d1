using System.Text.Json;
using GptPrompting.Evaluation.Parity;

namespace GptPrompting.Evaluation.Tests.Parity;

public sealed class HashesTests
{
    // documents.txt: for 120 documents, most of them random, hashlib.sha256 of json.dumps(json.loads(line), indent=2,
    // ensure_ascii=False) by CPython 3.11.7, a space, and the line.
    public static IEnumerable<object[]> Documents() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Parity", "documents.txt"))
        .Select(line => new object[] { line[..64], line[65..] });

    [Theory]
    [MemberData(nameof(Documents))]
    public void OfDocument_OfRandomDocument_IsPythons(string expected, string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        Assert.Equal(expected, Hashes.OfDocument(document.RootElement));
    }

    [Fact]
    public void Text_OfDocument_IsIndentedByTwo()
    {
        using JsonDocument document = JsonDocument.Parse("""{"a":[1,{}],"b":{"c":"é\u0001"},"d":[]}""");

        string text = PythonJson.Text(document.RootElement);

        Assert.Equal(
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {\n    \"c\": \"é\\u0001\"\n  },\n  \"d\": []\n}", text);
    }

    // FIPS 180-4 test vector: SHA-256 of "abc".
    [Fact]
    public void OfText_OfAbc_IsTheKnownDigest() => Assert.Equal(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Hashes.OfText("abc"));
}
