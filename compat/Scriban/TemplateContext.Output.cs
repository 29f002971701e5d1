using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban;

public partial class TemplateContext
{
    private readonly Stack<IScriptOutput> _outputs = new();
    private bool _isAtLineStart;
    private int _writtenLength;
    private bool _isTruncated;

    public IScriptOutput Output => _outputs.Peek();

    public int OutputCount => _outputs.Count;

    /// <summary>What is put in front of every further line, or null.</summary>
    public string? CurrentIndent { get; set; }

    public void PushOutput() => PushOutput(new StringBuilderOutput());

    public void PushOutput(IScriptOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _outputs.Push(output);
    }

    public IScriptOutput PopOutput() => _outputs.Count > 1
        ? _outputs.Pop()
        : throw new InvalidOperationException("Unexpected PopOutput for top level writer");

    public virtual TemplateContext Write(SourceSpan span, object? textAsObject) => Write(ObjectToString(textAsObject));

    public TemplateContext Write(string? text) => text is null ? this : Write(text, 0, text.Length);

    public TemplateContext WriteLine() => Write(NewLine);

    public TemplateContext Write(string? text, int startIndex, int count)
    {
        if (text is null || count <= 0) return this;
        if (CurrentIndent is null)
        {
            _isAtLineStart = text[startIndex + count - 1] == '\n';
            WriteWithinLimit(text, startIndex, count);
            return this;
        }

        int end = startIndex + count;
        for (int start = startIndex; start < end;)
        {
            int newLine = text.IndexOf('\n', start, end - start);
            int next = newLine < 0 ? end : newLine + 1;
            bool isEmptyLine = newLine == start || (newLine == start + 1 && text[start] == '\r');
            if (_isAtLineStart && (IndentOnEmptyLines || !isEmptyLine))
            {
                if (!WriteWithinLimit(CurrentIndent, 0, CurrentIndent.Length)) return this;
                _isAtLineStart = false;
            }

            if (!WriteWithinLimit(text, start, next - start)) return this;
            if (newLine >= 0) _isAtLineStart = true;
            start = next;
        }

        return this;
    }

    /// <summary>Runs <paramref name="body"/> with an output of its own and gives what it wrote.</summary>
    internal IScriptOutput Capture(ScriptNode body)
    {
        PushOutput();
        try
        {
            Evaluate(body);
        }
        catch
        {
            PopOutput();
            throw;
        }

        return PopOutput();
    }

    // LimitToString bounds all text written with one context; what is beyond it becomes one ellipsis.
    private bool WriteWithinLimit(string text, int start, int count)
    {
        int allowed = LimitToString > 0 ? Math.Clamp(LimitToString - _writtenLength, 0, count) : count;
        if (allowed > 0) Output.Write(text, start, allowed);
        _writtenLength += allowed;
        if (allowed == count) return true;
        if (!_isTruncated) Output.Write("...", 0, 3);
        _isTruncated = true;
        return false;
    }
}
