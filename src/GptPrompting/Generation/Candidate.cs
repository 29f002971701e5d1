namespace GptPrompting.Generation;

/// <summary>A token that may be drawn, ordered by falling weight, then by rising id.</summary>
/// <param name="Id">The token id.</param>
/// <param name="Weight">Its probability times some number that all candidates share.</param>
internal readonly record struct Candidate(int Id, double Weight) : IComparable<Candidate>
{
    public int CompareTo(Candidate other) =>
        Weight == other.Weight ? Id.CompareTo(other.Id) : other.Weight.CompareTo(Weight);
}
