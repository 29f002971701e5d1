namespace GptPrompting.Scoring;

/// <summary>
/// What a classification scores: every label behind the prompt and behind what it is calibrated with.
/// </summary>
internal static class LabelContexts
{
    /// <returns>The prompt, and then the texts whose label probabilities are taken out of it.</returns>
    /// <exception cref="ArgumentException">What the calibration needs is missing, or not for it.</exception>
    public static IReadOnlyList<string> Of(ClassificationRequest request, ClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Prompt);
        bool isMutual = options.Calibration == LabelCalibration.PointwiseMutualInformation;
        if (options.DomainPremise is not null && !isMutual)
        {
            throw new ArgumentException("DomainPremise is set, but Calibration is not PointwiseMutualInformation.");
        }

        return options.Calibration switch
        {
            LabelCalibration.None => [request.Prompt],
            LabelCalibration.Contextual when request.ContentFreePrompts.Count == 0 => throw new ArgumentException(
                "Contextual calibration needs ContentFreePrompts: the prompt again with inputs such as N/A."),
            LabelCalibration.Contextual => [request.Prompt, .. request.ContentFreePrompts],
            _ => [request.Prompt, options.DomainPremise ?? LastLine(request.Prompt)],
        };
    }

    /// <exception cref="ArgumentException">There is no label, one is blank, or one is there twice.</exception>
    public static void Check(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0)
        {
            throw new ArgumentException("There are no labels to choose from.", nameof(labels));
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach ((int i, string label) in labels.Index())
        {
            if (string.IsNullOrWhiteSpace(label))
            {
                throw new ArgumentException($"Label {i} is blank.", nameof(labels));
            }

            if (!known.Add(label.TrimStart()))
            {
                throw new ArgumentException($"The label '{label}' is there twice.", nameof(labels));
            }
        }
    }

    private static string LastLine(string prompt)
    {
        string text = prompt.TrimEnd();
        int start = text.LastIndexOf('\n') + 1;
        return start > 0
            ? prompt[start..]
            : throw new ArgumentException(
                "The prompt has one line, so its last line is no domain premise; set DomainPremise.");
    }
}
