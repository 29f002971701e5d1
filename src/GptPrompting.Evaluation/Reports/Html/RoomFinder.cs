namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>Finds how much fits.</summary>
internal static class RoomFinder
{
    // Length grows with the count nearly evenly, so a few guesses along a straight line come close to the limit.
    private const int MostGuesses = 6;

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
        for (int guess = 0; guess < MostGuesses && fits.Text.Length < room && over.Count - fits.Count > 1; guess++)
        {
            double share = (room - fits.Text.Length) / (double)(over.Length - fits.Text.Length);
            int step = (int)(share * 0.995 * (over.Count - fits.Count));
            int count = fits.Count + Math.Clamp(step, 1, over.Count - fits.Count - 1);
            string text = pack(count);
            (fits, over) = text.Length <= room ? ((count, text), over) : (fits, (count, text.Length));
        }

        return fits.Text;
    }
}
