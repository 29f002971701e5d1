using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Models;

/// <summary>
/// The inputs and outputs of a decoder graph with key-value cache as Hugging Face Optimum names them:
/// <c>input_ids</c> [b, s], <c>attention_mask</c> [b, past + s], <c>position_ids</c> [b, s],
/// <c>past_key_values.{i}.key/.value</c> [b, heads, past, d]; <c>logits</c> [b, s, v], <c>present.{i}.key/.value</c>.
/// </summary>
internal sealed partial record GraphLayout
{
    private const string Ids = "input_ids";
    private const string Mask = "attention_mask";
    private const string Positions = "position_ids";
    private const string Logits = "logits";

    /// <summary>
    /// Input names in the order in which they are fed: ids, then mask and positions where there are any, then the past.
    /// </summary>
    public required IReadOnlyList<string> InputNames { get; init; }

    /// <summary>
    /// Output names in the order in which they are fetched: logits, then the present in the order of the past.
    /// </summary>
    public required IReadOnlyList<string> OutputNames { get; init; }

    public required bool HasMask { get; init; }

    public required bool HasPositions { get; init; }

    /// <summary>The key-value cache; <see cref="CacheLayout.None"/> where the graph has none.</summary>
    public required CacheLayout Cache { get; init; }

    /// <summary>
    /// Whether passes can go on from earlier ones. Where not, each pass is given all tokens of its sequences, and no
    /// past.
    /// </summary>
    public bool HasCache => Cache.Tensors.Count > 0;

    /// <summary>
    /// Whether masked slots between the tokens of a sequence change nothing, so that sequences of different length can
    /// share a padded batch and go on from it.
    /// </summary>
    public bool AllowsGaps => HasCache && HasMask && HasPositions && !CountsSlots;

    /// <summary>
    /// Whether the graph takes places from slots and not from positions: GroupQueryAttention, whose past length is the
    /// sum of the mask, and attention to a window of slots.
    /// </summary>
    public bool CountsSlots { get; init; }

    /// <summary>Columns of the logits, or null where the graph leaves them open.</summary>
    public required int? VocabularySize { get; init; }

    /// <exception cref="ModelFormatException">
    /// The graph is of another layout; the message names what is missing or unknown.
    /// </exception>
    public static GraphLayout Read(InferenceSession session, string path)
    {
        IReadOnlyDictionary<string, NodeMetadata> inputs = session.InputMetadata;
        IReadOnlyDictionary<string, NodeMetadata> outputs = session.OutputMetadata;
        string[] past = [.. inputs.Keys.Where(name => PastName().IsMatch(name))];
        RefuseUnknown(inputs.Keys, past, path);
        foreach (string name in new[] { Ids, Mask, Positions }.Where(inputs.ContainsKey))
        {
            Expect(inputs[name].ElementDataType, TensorElementType.Int64, name, path);
        }

        if (!outputs.TryGetValue(Logits, out NodeMetadata? logits))
        {
            throw new ModelFormatException(path, $"the graph has no output '{Logits}' (it has {Listed(outputs.Keys)}); "
                + "export it as a causal language model, for text generation with past");
        }

        Expect(logits.ElementDataType, TensorElementType.Float, Logits, path);
        return new GraphLayout
        {
            InputNames = [Ids, .. new[] { Mask, Positions }.Where(inputs.ContainsKey), .. past],
            OutputNames = [Logits, .. past.Select(name => Present(name, outputs, path))],
            HasMask = inputs.ContainsKey(Mask),
            HasPositions = inputs.ContainsKey(Positions),
            Cache = new CacheLayout
            {
                IsCombined = false,
                Tensors = [.. past.Select(name => Tensor(name, inputs[name], outputs, path))],
            },
            VocabularySize = logits.Dimensions is [_, _, > 0] ? logits.Dimensions[2] : null,
        };
    }

    private static void RefuseUnknown(IEnumerable<string> inputs, string[] past, string path)
    {
        string[] names = [.. inputs];
        string[] unknown = [.. names.Except([Ids, Mask, Positions, .. past])];
        if (unknown.Length > 0)
        {
            throw new ModelFormatException(path, $"the graph has inputs that are not known here: {Listed(unknown)}");
        }

        if (!names.Contains(Ids))
        {
            throw new ModelFormatException(path, $"the graph has no input '{Ids}' (it has {Listed(names)})");
        }

        if (past.Length == 0)
        {
            throw new ModelFormatException(path, "the graph has no key-value cache (inputs past_key_values.0.key "
                + "and so on); export it for text generation with past");
        }
    }

    private static void Expect(TensorElementType actual, TensorElementType expected, string name, string path)
    {
        if (actual != expected)
        {
            throw new ModelFormatException(path, $"'{name}' is of type {actual}; only {expected} can be read");
        }
    }

    private static string Present(string past, IReadOnlyDictionary<string, NodeMetadata> outputs, string path)
    {
        string name = past.Replace("past_key_values.", "present.", StringComparison.Ordinal);
        return outputs.ContainsKey(name)
            ? name
            : throw new ModelFormatException(path, $"the graph has the input '{past}' but no output '{name}'");
    }

    private static CacheTensor Tensor(
        string name, NodeMetadata past, IReadOnlyDictionary<string, NodeMetadata> outputs, string path) =>
        past.Dimensions is [_, > 0, _, > 0]
            ? new(name, Present(name, outputs, path), past.ElementDataType, past.Dimensions[1], past.Dimensions[3])
            : throw new ModelFormatException(path, $"'{name}' has the shape [{string.Join(", ", past.Dimensions)}]; "
                + "it must be [batch, heads, past, size] with heads and size given");

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    [GeneratedRegex(@"^past_key_values\.\d+\.(key|value)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PastName();
}
