using System.Text;
using GptPrompting.Generation;
using GptPrompting.Generation.Constraints;

namespace GptPrompting.Tests.Generation.Constraints;

/// <summary>Texts for comparing a constraint with another judge.</summary>
internal static class RandomTexts
{
    /// <summary>Texts out of some characters, up to 8 of them.</summary>
    public static IEnumerable<string> Out(string characters, int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            yield return string.Concat(
                Enumerable.Range(0, random.Next(9)).Select(_ => characters[random.Next(characters.Length)]));
        }
    }

    /// <summary>
    /// Texts that obey, by walks through the automaton: any byte that is allowed, and home after some of them.
    /// </summary>
    public static IEnumerable<string> Obeying(GenerationConstraint constraint, int count, int seed)
    {
        var random = new Random(seed);
        ByteAutomaton automaton = constraint.Automaton([]);
        for (int i = 0; i < count; i++)
        {
            yield return Walk(automaton, random);
        }
    }

    private static string Walk(ByteAutomaton automaton, Random random)
    {
        var bytes = new List<byte>();
        ByteState state = automaton.Start(maySpace: false);
        int freely = random.Next(30);
        while (!state.IsComplete && !(state.IsAccepting && bytes.Count >= freely))
        {
            (byte Value, ByteState Next)[] ways =
            [
                .. Enumerable.Range(0, 256).Select(value => ((byte)value, automaton.Next(state, (byte)value)))
                    .Where(way => !way.Item2.IsDead),
            ];
            (byte Value, ByteState Next)[] home = [.. ways.Where(way => way.Next.Distance < state.Distance)];
            (byte value, state) = random.GetItems(bytes.Count >= freely && home.Length > 0 ? home : ways, 1)[0];
            bytes.Add(value);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
