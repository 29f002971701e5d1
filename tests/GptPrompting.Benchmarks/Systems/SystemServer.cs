using System.Text.Json;

namespace GptPrompting.Benchmarks.Systems;

/// <summary>
/// The other end of a <see cref="Measuring.SystemProcess"/>: loads one system, then does what it reads.
/// </summary>
internal static class SystemServer
{
    /// <param name="name">A word of <see cref="SystemName"/>.</param>
    /// <param name="folder">The model.</param>
    /// <param name="threads">Threads of one forward pass.</param>
    public static void Run(string name, string folder, int threads)
    {
        var lap = new Lap();
        ISystem system;
        try
        {
            system = Load(name, folder, threads);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Say(new Reply { Error = e.Message });
            return;
        }

        using (system)
        {
            Say(new Reply { Whole = lap.Next() });
            while (Console.ReadLine() is string line
                && JsonSerializer.Deserialize<Request>(line)! is { Do: not Verb.Exit } request)
            {
                Say(Answer(system, request));
            }
        }
    }

    private static ISystem Load(string name, string folder, int threads)
    {
        var options = new LanguageModelOptions { Threads = threads };
        return name switch
        {
            SystemName.Own => new OwnModel(folder, options),
            SystemName.OwnAsItIs => new OwnModel(folder, options with { Rewriting = GraphRewriting.Never }),
            SystemName.InBox => new OwnModel(folder, options, hasTestTokenizer: false),
            SystemName.PlainLoop => new PlainLoop(folder, threads),
            SystemName.GenAi => new GenAi(folder, threads),
            _ => throw new NotSupportedException($"There is no system '{name}'."),
        };
    }

    private static Reply Answer(ISystem system, Request request)
    {
        try
        {
            return request.Do switch
            {
                Verb.Generate => new Reply { Generated = system.Generate(request.Prompts[0], request.Count) },
                Verb.GenerateBatch => GenerateBatch(Can<IBatchSystem>(system), request),
                Verb.Score => Score(Can<IScoringSystem>(system), request.Work!),
                _ => throw new NotSupportedException($"There is no request '{request.Do}'."),
            };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new Reply { Error = e.Message };
        }
    }

    private static Reply GenerateBatch(IBatchSystem system, Request request)
    {
        var lap = new Lap();
        system.GenerateBatch(request.Prompts, request.Count);
        return new Reply { Whole = lap.Next() };
    }

    private static Reply Score(IScoringSystem system, ScoringWork work)
    {
        var lap = new Lap();
        double[] scores = system.Score(work);
        return new Reply { Whole = lap.Next(), Scores = scores };
    }

    private static T Can<T>(ISystem system)
        where T : class =>
        system as T ?? throw new NotSupportedException($"{system.GetType().Name} is no {typeof(T).Name} yet");

    private static void Say(Reply reply)
    {
        Console.WriteLine(Reply.Mark + JsonSerializer.Serialize(reply));
        Console.Out.Flush();
    }
}
