namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>Finds how much fits.</summary>
internal static class RoomFinder
{
    private const int MostGuesses = 8;

    /// <param name="most">The most items there are.</param>
    /// <param name="room">The most characters.</param>
    /// <param name="pack">Packs so many items, 0 to <paramref name="most"/>; more items take more characters.</param>
    /// <returns>
    /// The text with about as many items as there is room for; that with none where even that is longer.
    /// </returns>
    public static string Fill(int most, int room, Func<int, string> pack)
    {
        string all = pack(most);
        if (all.Length <= room || most == 0)
        {
            return all;
        }

        (int Count, string Text) fits = (0, pack(0));
        (int Count, int Length) over = (most, all.Length);
        for (int guess = 0; guess < MostGuesses && fits.Text.Length < room * 0.98; guess++)
        {
            int gap = over.Count - fits.Count;
            if (gap < 2)
            {
                break;
            }

            // Length grows nearly evenly, so a straight line comes close; the middle helps where it does not.
            double line = 0.995 * (room - fits.Text.Length) / (over.Length - fits.Text.Length);
            int count = fits.Count + Math.Clamp((int)(gap * (guess % 2 == 0 ? line : 0.5)), 1, gap - 1);
            string text = pack(count);
            (fits, over) = text.Length <= room ? ((count, text), over) : (fits, (count, text.Length));
        }

        return fits.Text;
    }
}
