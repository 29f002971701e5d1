namespace GptPrompting.Evaluation.Choosing;

/// <summary>How demonstrations are chosen by the loss that they leave.</summary>
public sealed record ChoosingOptions
{
    /// <summary>The most demonstrations to choose, at least 1; 4 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Shots
    {
        get;
        init => field = AtLeastOne(value, nameof(Shots));
    } = 4;

    /// <summary>
    /// The most tokens that a prompt may have, the sample's own part included; null, the default, is the model's
    /// context.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? TokenBudget
    {
        get;
        init => field = value is null ? null : AtLeastOne(value.Value, nameof(TokenBudget));
    }

    /// <summary>
    /// How many demonstrations to choose among, drawn from the pool by the seed; at least 1; 32 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Candidates
    {
        get;
        init => field = AtLeastOne(value, nameof(Candidates));
    } = 32;

    /// <summary>
    /// How many samples of the development split losses are measured on, drawn by the seed; at least 1; 50 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int DevelopmentSamples
    {
        get;
        init => field = AtLeastOne(value, nameof(DevelopmentSamples));
    } = 50;

    /// <summary>
    /// How many random draws of as many demonstrations the choice is compared with on the task's own samples; at least
    /// 1; 5 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int RandomDraws
    {
        get;
        init => field = AtLeastOne(value, nameof(RandomDraws));
    } = 5;

    /// <summary>Decides all that is drawn; 1234 by default.</summary>
    public int Seed { get; init; } = 1234;

    private static int AtLeastOne(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least 1.");
}
