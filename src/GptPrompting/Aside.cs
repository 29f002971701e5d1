namespace GptPrompting;

/// <summary>Work on a thread of its own, beside the caller's.</summary>
internal static class Aside
{
    /// <summary>Begins with the work at once.</summary>
    /// <returns>
    /// What waits for its end, and gives its value or throws what it threw, however often it is asked.
    /// </returns>
    public static Lazy<T> Start<T>(Func<T> work)
    {
        // Whoever comes second waits for who came first: on a busy machine the caller may be the one to do the work.
        var result = new Lazy<T>(work, LazyThreadSafetyMode.ExecutionAndPublication);
        new Thread(() => Finish(result)) { IsBackground = true, Name = "GptPrompting opening" }.Start();
        return result;
    }

    private static void Finish<T>(Lazy<T> result)
    {
        try
        {
            _ = result.Value;
        }
        catch
        {
            // Whoever asks for the value gets it.
        }
    }
}
