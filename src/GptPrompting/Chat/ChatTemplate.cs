using GptPrompting.Prompts;

namespace GptPrompting.Chat;

/// <summary>
/// Writes a chat as a model reads it: a Scriban template around the texts of messages. Parsed once, rendered as often
/// as wanted, from any number of threads.
/// </summary>
/// <remarks>
/// <para>
/// A template sees <c>messages</c>, each with <c>role</c> (system, user or assistant), <c>text</c>, and
/// <c>trimmed</c>, which is the text without white space at its ends; also <c>system</c>, the system messages at the
/// beginning, and <c>turns</c>, all others; and <c>bos_token</c> and <c>eos_token</c>, where the tokenizer has them. It
/// ends where the answer begins. Each message must be shown once and in order, and its text only inserted, not changed:
/// texts do not pass through the template engine, so that nothing in them is read as a template.
/// </para>
/// <para>
/// Text cannot open a turn. Special tokens are recognised in what the template writes, never in a message. Other
/// markers of turns, such as <c>User:</c> or <c>[INST]</c>, are found by rendering some chats: every line that a
/// template writes, and on lines with special tokens or words in brackets, those words. Where a message has one, one
/// space makes it none: before the line where the marker is a word that begins a line (in any case, also behind blanks
/// and invisible characters), after the first character of any other. All else stays as it is, character for character,
/// and what was changed can be undone: one space more than before. Last, the whole prompt is searched: a marker that is
/// not all the template's is an error.
/// </para>
/// </remarks>
public sealed class ChatTemplate
{
    private readonly PromptTemplate _template;
    private readonly ChatTokens _tokens;
    private readonly ChatForm _form;

    private ChatTemplate(string name, string text, string? path, ChatTokens tokens, bool addsSpecialTokens)
    {
        (Name, _tokens) = (name, tokens);
        _template = !TextMarks.AreIn(text)
            ? PromptTemplate.Parse(text, path)
            : throw new PromptFormatException(path ?? name, "a chat template may not have U+E000 and U+E001");
        try
        {
            _form = ChatForm.Of(turns => Rendered(turns, default), tokens, addsSpecialTokens);
        }
        catch (ArgumentException e)
        {
            throw new PromptFormatException(path ?? name, e.Message, e);
        }

        if (_form.Markers.IsEmpty && _form.StopTokens.Count == 0)
        {
            throw new PromptFormatException(path ?? name, "a chat template must write something between the messages");
        }
    }

    /// <summary>
    /// For models that were trained to continue text: system text with an empty line after it, then a line
    /// <c>User: ...</c> or <c>Assistant: ...</c> for each turn, then <c>Assistant:</c>. A system message behind other
    /// turns is a line <c>System: ...</c>.
    /// </summary>
    public static ChatTemplate Plain { get; } = new(
        ChatFamilies.PlainName, ChatFamilies.Plain, path: null, new ChatTokens(), addsSpecialTokens: true);

    /// <summary>
    /// <c>plain</c>, a family's name such as <c>chatml</c>, the path of the folder's own template, or what
    /// <see cref="Parse"/> was given.
    /// </summary>
    public string Name { get; }

    /// <summary>The template in Scriban.</summary>
    public string Text => _template.Text;

    /// <summary>
    /// Reads a template from text; it writes all special tokens itself, as Hugging Face's templates do.
    /// </summary>
    /// <param name="text">The template in Scriban.</param>
    /// <param name="name">The name to show in errors.</param>
    /// <param name="tokens">What it may know of the tokenizer; null is nothing.</param>
    /// <exception cref="PromptFormatException">
    /// The template has errors, fails for a question, leaves a message out, changes its text, or writes nothing between
    /// messages.
    /// </exception>
    public static ChatTemplate Parse(string text, string name, ChatTokens? tokens = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ChatTemplate(name, text, path: null, tokens ?? new ChatTokens(), addsSpecialTokens: false);
    }

    /// <summary>
    /// The template of a model's folder: its <c>chat_template.scriban</c>; else what the Jinja template in
    /// <c>chat_template.jinja</c> or <c>tokenizer_config.json</c> tells that it is one of chatml, llama-3, phi-3,
    /// zephyr, llama-2, mistral and gemma; else, where the folder has none, <see cref="Plain"/>.
    /// </summary>
    /// <remarks>
    /// Of a family its form of messages is taken; tools and system texts that a Jinja template has of its own are not.
    /// </remarks>
    /// <param name="folder">The folder.</param>
    /// <param name="tokens">What the template may know of the tokenizer; null is nothing.</param>
    /// <exception cref="ModelFormatException">
    /// The Jinja template is of no known family; the message names the file and what to do.
    /// </exception>
    /// <exception cref="PromptFormatException">
    /// The folder's own template cannot be used; see <see cref="Parse"/>.
    /// </exception>
    public static ChatTemplate Load(string folder, ChatTokens? tokens = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return ChatTemplateFile.Find(folder) is not var (name, text)
            ? Plain
            : new ChatTemplate(
                name, text, File.Exists(name) ? name : null, tokens ?? new ChatTokens(), addsSpecialTokens: false);
    }

    /// <summary>Writes a chat, up to where the next answer begins.</summary>
    /// <param name="turns">At least one message.</param>
    /// <param name="cancellationToken">Ends the rendering early.</param>
    /// <exception cref="ArgumentException">
    /// There is no message, the template does not show one of them, such as a system message behind others, or one
    /// would open a turn together with what the template writes.
    /// </exception>
    /// <exception cref="PromptFormatException">The template fails.</exception>
    public ChatPrompt Render(IReadOnlyList<ChatTurn> turns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turns);
        if (turns.Count == 0)
        {
            throw new ArgumentException("The chat has no message.", nameof(turns));
        }

        var parts = new List<ChatPromptPart>();
        char last = '\n';
        foreach (ChatPromptPart part in Rendered(turns, cancellationToken).Where(part => part.Text.Length > 0))
        {
            string text = part.IsData
                ? _form.Markers.Neutralize(part.Text, RoleMarkers.BeginsLine(last.ToString(), 1))
                : part.Text;
            parts.Add(part with { Text = text });
            last = text[^1];
        }

        return _form.Markers.FindForeign(parts) is string marker
            ? throw new ArgumentException(
                $"A message and the chat template {Name} would make '{marker}' together, which opens a turn.",
                nameof(turns))
            : new ChatPrompt(parts, _form);
    }

    /// <returns>The template's words and texts of messages by turns, from the template's on.</returns>
    private ChatPromptPart[] Rendered(IReadOnlyList<ChatTurn> turns, CancellationToken cancellationToken)
    {
        string rendered = _template.Render(Variables(turns), cancellationToken);
        var parts = new List<ChatPromptPart>();
        int shown = 0;
        foreach ((string before, int index, bool isTrimmed) in TextMarks.Split(rendered))
        {
            if (TextMarks.AreIn(before))
            {
                throw new ArgumentException(
                    $"The chat template {Name} changes the text of a message; it may insert text or trimmed, no more.");
            }

            parts.Add(new ChatPromptPart(before, IsData: false));
            if (index >= 0)
            {
                CheckOrder(index, shown, turns);
                string text = turns[shown++].Text;
                parts.Add(new ChatPromptPart(isTrimmed ? text.Trim() : text, IsData: true));
            }
        }

        CheckOrder(turns.Count, shown, turns);
        return [.. parts];
    }

    private void CheckOrder(int index, int expected, IReadOnlyList<ChatTurn> turns)
    {
        if (index != expected)
        {
            throw new ArgumentException(
                $"The chat template {Name} does not show message {Math.Min(index, expected) + 1} "
                + $"({turns[Math.Min(index, expected)].Role}) once and in its place.",
                nameof(turns));
        }
    }

    private Dictionary<string, object?> Variables(IReadOnlyList<ChatTurn> turns)
    {
        Dictionary<string, object?>[] messages = [.. turns.Select(Message)];
        int leading = turns.TakeWhile(turn => turn.Role == ChatTurnRole.System).Count();
        var variables = new Dictionary<string, object?>
        {
            ["messages"] = messages,
            ["system"] = messages[..leading],
            ["turns"] = messages[leading..],
        };
        if (_tokens.BeginOfText is string bos)
        {
            variables["bos_token"] = bos;
        }

        if (_tokens.EndOfText is string eos)
        {
            variables["eos_token"] = eos;
        }

        return variables;
    }

    private static Dictionary<string, object?> Message(ChatTurn turn, int index)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(turn.Text);
        return new Dictionary<string, object?>
        {
            ["role"] = Enum.IsDefined(turn.Role)
                ? turn.Role.ToString().ToLowerInvariant()
                : throw new ArgumentException($"Message {index + 1} has the role {turn.Role}, which is none."),
            ["text"] = TextMarks.Text(index),
            ["trimmed"] = TextMarks.Trimmed(index),
        };
    }
}
