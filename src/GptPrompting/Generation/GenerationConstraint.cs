using System.Text;
using System.Text.Json;
using GptPrompting.Generation.Constraints;
using GptPrompting.Generation.Constraints.Schemas;

namespace GptPrompting.Generation;

/// <summary>
/// Limits what can be generated to texts of one form: one of several choices, a regular expression, or JSON by a
/// schema. At each step only tokens are allowed after which the text can still be completed.
/// </summary>
/// <remarks>
/// <para>
/// Where a prompt does not end in white space, the output may begin with one space that is not part of the constrained
/// text; <see cref="TextOf"/> takes it off. Make a constraint once and use it for many calls and threads: what it finds
/// out about a tokenizer it keeps.
/// </para>
/// <para>Two constraints are equal where they were made from the same choices, pattern or schema.</para>
/// </remarks>
public sealed class GenerationConstraint : IEquatable<GenerationConstraint>
{
    // Programs for the stop sequences of different calls; prompts have one or two lists of them.
    private const int MostKept = 8;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly string _source;
    private readonly Pattern _pattern;
    private readonly ByteAutomaton _automaton;
    private readonly Dictionary<IReadOnlyList<string>, ByteAutomaton> _withStops = [];

    private GenerationConstraint(string source, string name, Pattern pattern, string parameter)
    {
        (_source, _pattern) = (source, pattern);
        try
        {
            _automaton = new ByteAutomaton(ProgramBuilder.Build(pattern, []));
        }
        catch (ConstraintSizeException e)
        {
            throw new ArgumentException($"The {name} cannot be followed: {e.Message}.", parameter, e);
        }

        if (!_automaton.CanBeMet)
        {
            throw new ArgumentException($"No text obeys the {name}.", parameter);
        }
    }

    /// <summary>One of several texts.</summary>
    /// <param name="choices">At least one; none empty, none twice.</param>
    /// <exception cref="ArgumentException">The list is empty, or a choice is null, empty or there twice.</exception>
    public static GenerationConstraint Choices(IReadOnlyList<string> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (choices.Count == 0)
        {
            throw new ArgumentException("The list of choices is empty.", nameof(choices));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string choice in choices)
        {
            if (string.IsNullOrEmpty(choice) || !seen.Add(choice))
            {
                throw new ArgumentException(
                    string.IsNullOrEmpty(choice) ? "A choice is empty." : $"The choice '{choice}' is there twice.",
                    nameof(choices));
            }
        }

        byte[][] texts = [.. choices.Select(choice => Utf8(choice, nameof(choices)))];
        string source = "choices " + JsonSerializer.Serialize(choices);
        return new GenerationConstraint(source, "list of choices", new Pattern.Texts(texts), nameof(choices));
    }

    /// <summary>
    /// Texts that a regular expression matches as a whole, in the syntax and sense of
    /// <see cref="System.Text.RegularExpressions.Regex"/>, as far as it is regular.
    /// </summary>
    /// <remarks>
    /// Supported are characters and their escapes, <c>.</c>, classes in brackets, <c>\d \w \s \p{…}</c> and their
    /// opposites, groups, <c>|</c>, <c>* + ? {n} {n,} {n,m}</c>, reluctant ones as well, and <c>^ $ \A \z</c> at the
    /// ends. A character is a Unicode scalar value, where .NET sees two for an emoji. Refused are lookaround,
    /// back-references, atomic groups, conditions, <c>\b</c>, class subtraction, and options within the pattern.
    /// </remarks>
    /// <param name="pattern">The expression.</param>
    /// <exception cref="ArgumentException">
    /// It is none, not regular, or too large to be followed; the message names the character.
    /// </exception>
    public static GenerationConstraint Regex(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Utf8(pattern, nameof(pattern));
        try
        {
            Pattern read = Anchors.Resolve(RegexReader.Read(pattern, CharacterClasses.Net));
            return new GenerationConstraint("pattern " + pattern, $"pattern '{Short(pattern)}'", read, nameof(pattern));
        }
        catch (RegexError e)
        {
            throw new ArgumentException(
                $"The pattern '{Short(pattern)}' is wrong at character {e.Position + 1}: {e.Message}.",
                nameof(pattern), e);
        }
    }

    /// <summary>JSON that obeys a schema, by the schema's text. See the other overload.</summary>
    /// <param name="schema">A JSON object.</param>
    /// <inheritdoc cref="JsonSchema(JsonElement)" path="/exception"/>
    public static GenerationConstraint JsonSchema(string schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        try
        {
            using var document = JsonDocument.Parse(schema);
            return JsonSchema(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"The JSON schema is no JSON: {e.Message}", nameof(schema), e);
        }
    }

    /// <summary>JSON that obeys a schema (draft 2020-12, as far as it is listed here).</summary>
    /// <remarks>
    /// <para>
    /// Supported are <c>type</c>, <c>enum</c>, <c>const</c>, <c>anyOf</c>, <c>oneOf</c> of values that are plainly
    /// different, <c>$ref</c> to <c>#</c> or <c>#/$defs/…</c>; for objects <c>properties</c>, <c>required</c>,
    /// <c>additionalProperties</c> true or false; for arrays <c>items</c>, <c>minItems</c>, <c>maxItems</c>; for texts
    /// <c>minLength</c>, <c>maxLength</c>, or <c>pattern</c>; for numbers <c>minimum</c>, <c>maximum</c> and their
    /// exclusive forms. Annotations are fine; every other keyword is refused.
    /// </para>
    /// <para>
    /// The JSON is compact, with one space after a colon or a comma or not. Properties come in the schema's order;
    /// those that are not required may be left out, and no others are written. Numbers have at most 15 digits before
    /// the point, 9 after it and no exponent. References go at most 32 deep.
    /// </para>
    /// </remarks>
    /// <param name="schema">A JSON object.</param>
    /// <exception cref="ArgumentException">
    /// It is no schema, asks for what is not supported, cannot be met or is too large to be followed; the message names
    /// the place as a JSON pointer.
    /// </exception>
    public static GenerationConstraint JsonSchema(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Undefined)
        {
            throw new ArgumentException("There is no JSON schema.", nameof(schema));
        }

        try
        {
            return new GenerationConstraint(
                "JSON schema " + schema.GetRawText(), "JSON schema", SchemaReader.Read(schema), nameof(schema));
        }
        catch (SchemaError e)
        {
            throw new ArgumentException($"The JSON schema is wrong at {e.Message}.", nameof(schema), e);
        }
    }

    /// <summary>Whether a text obeys.</summary>
    /// <exception cref="InvalidOperationException">
    /// The constraint is so ambiguous that it cannot be followed through this text.
    /// </exception>
    public bool IsMatch(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return IsMatch(text, maySpace: false);
        }
        catch (ConstraintSizeException e)
        {
            throw new InvalidOperationException($"The {Short(_source)} cannot be followed: {e.Message}.", e);
        }
    }

    /// <summary>
    /// The constrained text of an output: the output itself where it obeys as it is, else without its first character,
    /// the space that may come before.
    /// </summary>
    /// <param name="output">The text of a completion, without its prompt.</param>
    /// <exception cref="ArgumentException">It does not obey.</exception>
    /// <inheritdoc cref="IsMatch(string)" path="/exception"/>
    public string TextOf(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return IsMatch(output) ? output
            : output is [' ', ..] && IsMatch(output[1..]) ? output[1..]
            : throw new ArgumentException($"The output '{Short(output)}' does not obey the {Short(_source)}.",
                nameof(output));
    }

    /// <inheritdoc />
    public bool Equals(GenerationConstraint? other) => other is not null && _source == other._source;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GenerationConstraint);

    /// <inheritdoc />
    public override int GetHashCode() => _source.GetHashCode(StringComparison.Ordinal);

    /// <summary>What it was made from.</summary>
    public override string ToString() => _source;

    /// <summary>Follows the text, and after it one of these stop sequences, which ends it.</summary>
    /// <exception cref="ConstraintSizeException">Together they are too large.</exception>
    internal ByteAutomaton Automaton(IReadOnlyList<string> stops)
    {
        if (stops.Count == 0)
        {
            return _automaton;
        }

        lock (_withStops)
        {
            if (!_withStops.TryGetValue(stops, out ByteAutomaton? automaton))
            {
                if (_withStops.Count == MostKept)
                {
                    _withStops.Clear();
                }

                _withStops[stops] = automaton = new ByteAutomaton(ProgramBuilder.Build(_pattern, stops));
            }

            return automaton;
        }
    }

    /// <exception cref="ConstraintSizeException">It is too ambiguous.</exception>
    internal bool IsMatch(string text, bool maySpace)
    {
        ByteState state = _automaton.Start(maySpace);
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            state = _automaton.Next(state, value);
            if (state.IsDead)
            {
                return false;
            }
        }

        return state.IsAccepting;
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..77] + "...";

    private static byte[] Utf8(string text, string parameter)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"A text has half a surrogate pair at index {e.Index}.", parameter, e);
        }
    }
}
