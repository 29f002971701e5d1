using System.Globalization;
using GptPrompting.Demonstrations;
using GptPrompting.ExtensionsAI;
using GptPrompting.Prompts;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;

namespace GptPrompting.SemanticKernel;

/// <summary>What the arguments of a call say of a prompt's demonstrations; see <see cref="PromptPlugin"/>.</summary>
/// <param name="prompt">The prompt.</param>
internal sealed class ShownDemonstrations(Prompt prompt)
{
    private const string Demonstrations = "demonstrations";
    private const string Selection = "selection";
    private const string Shots = "shots";
    private const string Input = "input";

    // Calls mostly select alike, and the vectors of the prompt's demonstrations are computed once.
    private Kept? _kept;

    /// <param name="variables">The call's arguments; what is no variable of the prompt is taken out.</param>
    /// <param name="kernel">Where vectors come from, if the selection needs them.</param>
    /// <param name="cancellationToken">Ends the choice early.</param>
    /// <returns>What to show, in this order; null where the call leaves it to the prompt.</returns>
    /// <exception cref="ArgumentException">An argument is nothing of the kind, or no selection can be made.</exception>
    public async ValueTask<IReadOnlyList<Demonstration>?> TakeAsync(
        Dictionary<string, object?> variables, Kernel kernel, CancellationToken cancellationToken)
    {
        Demonstration[]? given = Taken(variables, Demonstrations) is { } list ? ToDemonstrations(list) : null;
        DemonstrationSelection? selection =
            Taken(variables, Selection) is { } value ? ToSelection(value) : null;
        if (selection is null)
        {
            // All of them: the kernel fills in the default of shots, so that nobody may have asked for a number.
            return given;
        }

        int available = (given ?? prompt.Demonstrations).Count;
        selection = selection with
        {
            Count = selection.Count ?? CountOf(ShotsIn(variables), available),
        };
        object? vectors = NeedsVectors(selection) ? FindVectors(kernel) : null;
        DemonstrationSelector selector = given is null
            ? SelectorOf(selection, vectors)
            : new DemonstrationSelector(given, selection, ToEmbedder(vectors));
        IReadOnlyList<SelectedDemonstration> chosen = await selector
            .SelectAsync(new DemonstrationQuery(InputIn(variables)), cancellationToken).ConfigureAwait(false);
        return [.. chosen.Select(each => each.Demonstration)];
    }

    private DemonstrationSelector SelectorOf(DemonstrationSelection selection, object? vectors)
    {
        Kept? kept = _kept;
        if (kept is null || kept.Selection != selection || kept.Vectors != vectors)
        {
            var selector = new DemonstrationSelector(prompt.Demonstrations, selection, ToEmbedder(vectors));
            _kept = kept = new Kept(selection, vectors, selector);
        }

        return kept.Selector;
    }

    private object? Taken(Dictionary<string, object?> variables, string name) =>
        prompt.InputVariables.All(variable => variable.Name != name) && variables.Remove(name, out object? value)
            ? value
            : null;

    private static Demonstration[] ToDemonstrations(object value) => value is IEnumerable<Demonstration> list
        ? [.. list]
        : throw new ArgumentException(
            $"The argument '{Demonstrations}' is a {value.GetType().Name}; it must be a list of "
            + $"{nameof(Demonstration)}.");

    private static DemonstrationSelection ToSelection(object value) => value switch
    {
        DemonstrationSelection selection => selection,
        DemonstrationMethod method => new DemonstrationSelection { Method = method },
        string name when Enum.TryParse(name, ignoreCase: true, out DemonstrationMethod method)
            && Enum.IsDefined(method) => new DemonstrationSelection { Method = method },
        _ => throw new ArgumentException(
            $"The argument '{Selection}' is '{value}'; it must be a {nameof(DemonstrationSelection)} or one of "
            + $"{string.Join(", ", Enum.GetNames<DemonstrationMethod>())}."),
    };

    // The kernel fills in the default, which may be more than a call's own demonstrations; what was asked for may not.
    private int CountOf(int? shots, int available) => shots is int asked && asked != prompt.DefaultShots
        ? asked <= available
            ? asked
            : throw new ArgumentException(
                $"The argument '{Shots}' is {asked}; there are {available} demonstrations to select from.")
        : Math.Min(prompt.DefaultShots, available);

    private static int? ShotsIn(Dictionary<string, object?> variables)
    {
        string text = Convert.ToString(variables.GetValueOrDefault(Shots), CultureInfo.InvariantCulture) ?? "";
        return text.Length == 0 ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int shots) ? shots
            : throw new ArgumentException($"The argument '{Shots}' is '{text}'; it must be a whole number.");
    }

    // What demonstrations have as their input is the variable of that name, or else the first that must be given.
    private string InputIn(Dictionary<string, object?> variables)
    {
        PromptVariable? variable = prompt.InputVariables.FirstOrDefault(each => each.Name == Input)
            ?? prompt.InputVariables.FirstOrDefault(each => each.IsRequired);
        object? value = variable is null ? null : variables.GetValueOrDefault(variable.Name) ?? variable.Default;
        return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
    }

    private static bool NeedsVectors(DemonstrationSelection selection) =>
        selection.Method is DemonstrationMethod.NearestByEmbedding or DemonstrationMethod.MaximalMarginalRelevance;

    private static object? FindVectors(Kernel kernel) =>
        kernel.Services.GetService(typeof(IEmbeddingGenerator<string, Embedding<float>>))
        ?? kernel.GetAllServices<ITextGenerationService>().OfType<OnnxGptTextGenerationService>().FirstOrDefault()
            ?.Model;

    private static TextEmbedder? ToEmbedder(object? vectors) => vectors switch
    {
        IEmbeddingGenerator<string, Embedding<float>> generator => generator.AsTextEmbedder(),
        LanguageModel model => model.AsTextEmbedder(),
        _ => null,
    };

    /// <param name="Selection">How it chooses.</param>
    /// <param name="Vectors">The generator or model behind its embedder; null where it needs none.</param>
    /// <param name="Selector">Chooses from the prompt's own demonstrations.</param>
    private sealed record Kept(DemonstrationSelection Selection, object? Vectors, DemonstrationSelector Selector);
}
