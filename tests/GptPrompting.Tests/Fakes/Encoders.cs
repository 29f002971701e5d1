using System.Text.Json;

namespace GptPrompting.Tests.Fakes;

/// <summary>
/// Small models, and what PyTorch computes with them: tests/Oracle/masked/make_folders.py writes both.
/// </summary>
internal static class Encoders
{
    private static readonly Lazy<JsonElement> File = new(() => JsonDocument.Parse(System.IO.File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Expected", "encoders.json"))).RootElement);

    public static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "Encoders", name);

    /// <summary>Places of the cases of a folder that have a property.</summary>
    public static TheoryData<int> Cases(string folder, string property) => new(File.Value.EnumerateArray().Index()
        .Where(each => each.Item.GetProperty("folder").GetString() == folder
            && each.Item.TryGetProperty(property, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
        .Select(each => each.Index));

    public static JsonElement Case(int number) => File.Value[number];

    public static string Text(this JsonElement item) => item.GetProperty("text").GetString()!;

    public static double[] Numbers(this JsonElement item, string property) => Numbers(item.GetProperty(property));

    public static double[] Numbers(this JsonElement array) =>
        [.. array.EnumerateArray().Select(value => value.GetDouble())];

    public static void AssertClose(IReadOnlyList<double> expected, IEnumerable<double> actual, double tolerance)
    {
        double[] values = [.. actual];
        Assert.Equal(expected.Count, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    public static void AssertClose(IReadOnlyList<double> expected, ReadOnlySpan<float> actual, double tolerance) =>
        AssertClose(expected, actual.ToArray().Select(value => (double)value), tolerance);
}
