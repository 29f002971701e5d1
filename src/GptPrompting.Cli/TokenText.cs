using System.Globalization;
using GptPrompting.Tokenization;
using Spectre.Console;

namespace GptPrompting.Cli;

/// <summary>A prompt with its tokens told apart.</summary>
internal static class TokenText
{
    private static readonly Color[] Colors = [Color.Blue, Color.Olive, Color.Green, Color.Purple];

    /// <summary>The text with colours in turn, and the ids below; one token a line where nobody looks.</summary>
    public static void Write(IAnsiConsole console, HuggingFaceTokenizer tokenizer, int[] tokenIds)
    {
        if (!console.Profile.Capabilities.Ansi)
        {
            foreach ((int id, string piece) in Pieces(tokenizer, tokenIds))
            {
                console.Profile.Out.Writer.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{id,6}  {Json.Quote(piece)}"));
            }

            return;
        }

        var text = new Paragraph();
        var ids = new Paragraph();
        foreach ((int i, (int id, string piece)) in Pieces(tokenizer, tokenIds).Index())
        {
            Color color = Colors[i % Colors.Length];
            text.Append(Marked(piece), new Style(Color.White, color));
            ids.Append(id.ToString(CultureInfo.InvariantCulture), new Style(color)).Append(" ");
        }

        console.Write(text);
        console.WriteLine();
        console.WriteLine();
        console.Write(ids);
        console.WriteLine();
    }

    /// <summary>A token that is no whole character shows as U+FFFD.</summary>
    public static IEnumerable<(int Id, string Piece)> Pieces(HuggingFaceTokenizer tokenizer, int[] tokenIds) =>
        tokenIds.Select(id => (id, tokenizer.TokenText(id)));

    /// <summary>A line end that is a token must be seen.</summary>
    private static string Marked(string piece) => piece.Replace("\n", "⏎\n");
}
