using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban;

public partial class TemplateContext
{
    internal string RenderInclude(string? templateName, ScriptArray arguments, ScriptNode caller)
    {
        if (string.IsNullOrEmpty(templateName))
        {
            throw new ScriptRuntimeException(caller.Span, "Include template name cannot be null or empty");
        }

        string path = PathOf(templateName, caller.Span);
        if (!CachedTemplates.TryGetValue(path, out Template? template))
        {
            template = Load(path, caller.Span);
            CachedTemplates[path] = template;
        }

        return RenderTemplate(template, arguments, caller);
    }

    private string PathOf(string templateName, SourceSpan span)
    {
        if (TemplateLoader is null)
        {
            throw new ScriptRuntimeException(
                span,
                $"Unable to include <{templateName}>. No TemplateLoader registered in TemplateContext.TemplateLoader");
        }

        string? path;
        try
        {
            path = TemplateLoader.GetPath(this, span, templateName);
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(
                span, $"Unexpected exception while getting the path for the include name `{templateName}`", exception);
        }

        return path ?? throw new ScriptRuntimeException(span, $"Include template path is null for `{templateName}");
    }

    private Template Load(string path, SourceSpan span)
    {
        string? text;
        try
        {
            text = TemplateLoader!.Load(this, span, path);
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(
                span, $"Unexpected exception while creating template from path `{path}`", exception);
        }

        if (text is null) throw new ScriptRuntimeException(span, $"The result of including `{path}` cannot be null");
        Template template = Template.Parse(text, path, TemplateLoaderParserOptions, TemplateLoaderLexerOptions);
        if (template.HasErrors)
        {
            throw new ScriptParserRuntimeException(span, $"Error while parsing template `{path}`", template.Messages);
        }

        return template;
    }

    private string RenderTemplate(Template template, ScriptArray arguments, ScriptNode caller)
    {
        EnterCall(caller);
        (string? indent, bool isAtLineStart) = (CurrentIndent, _isAtLineStart);
        CurrentIndent = null;
        PushOutput();
        List<(ScriptVariable Name, object? Value)> named = NamedArguments(caller);
        PushLocal();
        try
        {
            SetArgument(ScriptVariable.Arguments, arguments);
            foreach ((ScriptVariable name, object? value) in named) SetArgument(name, value);
            if (indent is not null) _isAtLineStart = false;
            return template.Render(this);
        }
        finally
        {
            PopLocal();
            PopOutput();
            (CurrentIndent, _isAtLineStart) = (indent, isAtLineStart);
            ExitCall();
        }
    }

    // They are evaluated in the scope of the caller, and become local variables of the included template.
    private List<(ScriptVariable Name, object? Value)> NamedArguments(ScriptNode caller)
    {
        if (caller is not ScriptFunctionCall call) return [];
        return call.Arguments.OfType<ScriptNamedArgument>()
            .Where(argument => argument.Value is not null)
            .Select(argument =>
                ((ScriptVariable)new ScriptVariableLocal(argument.Name!.Name), argument.Value!.Evaluate(this)))
            .ToList();
    }
}
