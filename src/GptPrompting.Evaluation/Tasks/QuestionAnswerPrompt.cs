using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>
/// A prompt in lm-evaluation-harness's form: the description, for each demonstration its question, the target
/// delimiter, its answer and the demonstration delimiter, then the sample's question. Templates see the fields of the
/// record.
/// </summary>
public sealed class QuestionAnswerPrompt : ITaskPrompt
{
    // Demonstrations are shown again and again; they are written once.
    private readonly ConditionalWeakTable<Sample, Solved> _solved = [];

    /// <summary>Makes a prompt of a question and the delimiters' defaults.</summary>
    /// <param name="question">Writes what is asked; it ends where the answer begins.</param>
    public QuestionAnswerPrompt(PromptTemplate question)
    {
        ArgumentNullException.ThrowIfNull(question);
        Question = question;
    }

    /// <summary>Writes what is asked (<c>doc_to_text</c>).</summary>
    public PromptTemplate Question { get; }

    /// <summary>Writes what stands before all else, once; null for nothing.</summary>
    public PromptTemplate? Description { get; init; }

    /// <summary>Writes a demonstration's answer; null for its <see cref="Sample.Target"/>.</summary>
    public PromptTemplate? Answer { get; init; }

    /// <summary>What parts a question from its answer; a space by default.</summary>
    public string TargetDelimiter { get; init; } = " ";

    /// <summary>
    /// What parts the prompt from the answer that is scored; null for the <see cref="TargetDelimiter"/>.
    /// lm-evaluation-harness has nothing there for log-likelihoods, whose targets bring their own space; nor has parity
    /// mode where this is null.
    /// </summary>
    public string? RequestDelimiter { get; init; }

    /// <summary>What ends a demonstration (<c>fewshot_delimiter</c>); an empty line by default.</summary>
    public string DemonstrationDelimiter { get; init; } = "\n\n";

    /// <summary>The record's field that content-free inputs stand in for; null where there is none.</summary>
    public string? InputField { get; init; }

    /// <inheritdoc/>
    public string Identity => JsonSerializer.Serialize<string?[]>(
    [
        "question_answer", Description?.Text, Question.Text, Answer?.Text, TargetDelimiter, RequestDelimiter,
        DemonstrationDelimiter, InputField,
    ]);

    /// <inheritdoc/>
    public PromptText Render(
        Sample sample, IReadOnlyList<Sample> demonstrations, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Render(RecordFields.Variables(sample.Document), demonstrations, cancellationToken);
    }

    /// <inheritdoc/>
    public string? RenderContentFree(
        Sample sample,
        IReadOnlyList<Sample> demonstrations,
        string input,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (InputField is null)
        {
            return null;
        }

        Dictionary<string, object?> variables = RecordFields.Variables(sample.Document);
        variables[InputField] = input;
        return Render(variables, demonstrations, cancellationToken).Text;
    }

    /// <inheritdoc/>
    public string Continuation(string prompt, string answer) => (RequestDelimiter ?? TargetDelimiter) + answer;

    /// <summary>The question of a record alone.</summary>
    internal string Ask(JsonElement document) => Question.Render(RecordFields.Variables(document));

    private PromptText Render(
        Dictionary<string, object?> variables, IReadOnlyList<Sample> demonstrations, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(demonstrations);
        var text = new StringBuilder(Description?.Render(variables, token));
        var answers = new List<TextSpan>();
        foreach (Sample demonstration in demonstrations)
        {
            Solved solved = _solved.GetValue(demonstration, Solve);
            text.Append(solved.Question).Append(TargetDelimiter);
            int least = answers.Count == 0 ? 0 : answers[^1].End;
            answers.Add(AnswerSpan.Of(text.ToString(), solved.Answer.Length, least));
            text.Append(solved.Answer).Append(DemonstrationDelimiter);
        }

        return new PromptText(text.Append(Question.Render(variables, token)).ToString(), answers);
    }

    private Solved Solve(Sample demonstration) =>
        new(Ask(demonstration.Document), Answer?.Render(RecordFields.Variables(demonstration.Document))
            ?? demonstration.Target);

    private sealed record Solved(string Question, string Answer);
}
