using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace GptPrompting.Prompts;

/// <summary>Every setting of the template engine, with its reason.</summary>
internal static class TemplateSettings
{
    /// <summary>
    /// Most UTF-16 units of a template and of a rendered prompt. A context of 128,000 tokens is about half of that.
    /// </summary>
    internal const int TextLimit = 1 << 20;

    /// <summary>A prompt is rendered in milliseconds; what computes for longer is a mistake or an attack.</summary>
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);

    /// <exception cref="PromptFormatException">
    /// The text has syntax errors, a character U+0000, or expressions that are too deep to be rendered.
    /// </exception>
    internal static Template Parse(string text, string? path, TemplateOrigin origin)
    {
        TemplateText.Check(text, path, origin);
        var options = new ParserOptions { ExpressionDepthLimit = TemplateDepth.Limit };
        var template = Template.Parse(text, path, options);
        TemplateErrors.ThrowIfAny(template, path, origin);
        TemplateDepth.Check(template.Page, path, origin);
        return template;
    }

    /// <summary>A context for one rendering; contexts are never shared, so that threads may share a template.</summary>
    /// <param name="variables">What the template is given.</param>
    /// <param name="characters">How many characters it takes to write all variables once.</param>
    /// <param name="partials">What the template may include.</param>
    /// <param name="cancellationToken">Ends the rendering.</param>
    internal static TemplateContext NewContext(
        ScriptObject variables, long characters, ITemplateLoader partials, CancellationToken cancellationToken)
    {
        var context = new BoundedTemplateContext(characters)
        {
            // The same prompt, and so the same tokens, on every system.
            NewLine = "\n",
            // It would indent the lines of inserted values.
            AutoIndent = false,
            // A misspelt name is an error, never an empty string.
            StrictVariables = true,
            EnableRelaxedMemberAccess = false,
            EnableRelaxedTargetAccess = false,
            EnableRelaxedFunctionAccess = false,
            EnableRelaxedIndexerAccess = false,
            LoopLimit = 100_000,
            RecursiveLimit = 50,
            ObjectRecursionLimit = 50,
            // The engine cuts text at this limit without an error. It is so far above ours that ours is met first.
            LimitToString = 8 * TextLimit,
            RegexTimeOut = TimeSpan.FromMilliseconds(250),
            TemplateLoader = partials,
            CancellationToken = cancellationToken,
        };
        context.PushGlobal(variables);
        return context;
    }
}
