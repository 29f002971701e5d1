namespace GptPrompting.Generation.Constraints;

/// <summary>Where to go on after a rule.</summary>
/// <param name="after">The node after the call.</param>
/// <param name="parent">The rule that it is in, or null.</param>
/// <param name="depth">Calls that count toward the limit, this one included.</param>
/// <param name="bytes">The fewest bytes from the end of the rule to the end of all.</param>
/// <param name="order">Rises from frame to frame.</param>
internal sealed class Frame(int after, Frame? parent, int depth, int bytes, long order)
{
    public int Return => after;

    public Frame? Parent => parent;

    public int Depth => depth;

    public int Bytes => bytes;

    public long Order => order;
}
