namespace GptPrompting.Cli;

/// <summary>A text to measure models on where none is given; written for this tool.</summary>
internal static class SampleText
{
    public const string Rivers = """
        A river begins small. Rain falls on a hill, sinks into the ground, and comes out again lower down as a spring.
        The spring feeds a brook, the brook meets another one, and after a day's walk there is water enough to turn a
        mill. People have always lived beside rivers. They drank from them, fished in them, washed their clothes, and
        sent their goods downstream on rafts and boats. Many of the oldest towns stand where a river could be crossed:
        at a ford, where the water was shallow, or at a narrow place where a bridge was easy to build.

        Water that runs downhill carries sand and stones along. In the mountains it is fast and cuts deep valleys; in
        the plain it slows down, and what it carried sinks to the ground. After heavy rain the river leaves its bed and
        spreads a thin layer of mud over the fields. Farmers in Egypt waited for that flood every summer, because the
        mud made their land fertile. Elsewhere people feared it, and built walls of earth to keep the water out.

        Near the sea the land is flat, and the river divides into many arms. Such a place is called a delta. Ships can
        seldom pass through it, so harbours lie at its edge. Birds rest there on their way south, and young fish hide
        between the reeds. When a dam upstream holds the mud back, the delta no longer grows, and the sea takes a
        little of it each year.

        "How long does a drop need from the spring to the sea?" a child once asked. The answer depends on the river. In
        a short and steep one it takes a day or two. In the largest rivers of the world it takes several weeks, and a
        drop that comes through a lake on its way may stay there for a hundred years. Then the sun lifts it into the
        air, the wind carries it back over the land, and it falls as rain on some hill, where another river begins.
        """;
}
