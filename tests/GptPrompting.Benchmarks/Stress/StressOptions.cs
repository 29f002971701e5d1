using System.Globalization;

namespace GptPrompting.Benchmarks.Stress;

/// <summary>How much is called.</summary>
/// <param name="Calls">All calls together.</param>
/// <param name="Threads">How many threads call at once.</param>
/// <param name="CallsPerModel">After how many calls the model is disposed, calls and all, and loaded anew.</param>
/// <param name="IsPlain">Whether the graph is run as its file has it, and not as it was prepared.</param>
internal sealed record StressOptions(int Calls, int Threads, int CallsPerModel, bool IsPlain)
{
    private const string Plain = "--plain";

    /// <summary>How the model is opened.</summary>
    public LanguageModelOptions Model => new()
    {
        Rewriting = IsPlain ? GraphRewriting.Never : GraphRewriting.Always,
    };

    /// <param name="arguments">
    /// Up to three numbers, and <c>--plain</c>; what is missing is 20,000 calls, 16 threads, 1,000 calls.
    /// </param>
    public static StressOptions Parse(string[] arguments)
    {
        int[] numbers = [.. arguments.Where(argument => argument != Plain)
            .Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
        return new StressOptions(
            numbers.ElementAtOrDefault(0) is int calls and > 0 ? calls : 20_000,
            numbers.ElementAtOrDefault(1) is int threads and > 0 ? threads : 16,
            numbers.ElementAtOrDefault(2) is int perModel and > 0 ? perModel : 1_000,
            arguments.Contains(Plain));
    }
}
