namespace GptPrompting.Benchmarks.Systems;

/// <summary>Something that continues token ids greedily, in a process of its own.</summary>
internal interface ISystem : IDisposable
{
    /// <summary>Reads the prompt and generates <paramref name="count"/> tokens, always the most probable one.</summary>
    GeneratedTokens Generate(int[] promptIds, int count);
}

/// <summary>A system that continues several prompts in one call.</summary>
internal interface IBatchSystem
{
    /// <summary>Generates <paramref name="count"/> tokens for each prompt.</summary>
    void GenerateBatch(int[][] promptIds, int count);
}

/// <summary>A system that gives the log-likelihoods of labels behind a shared few-shot prompt.</summary>
internal interface IScoringSystem
{
    /// <returns>Log-likelihoods in nats, label by label, item by item.</returns>
    double[] Score(ScoringWork work);
}
