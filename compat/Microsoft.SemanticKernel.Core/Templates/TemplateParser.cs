namespace Microsoft.SemanticKernel.TemplateEngine;

/// <summary>Splits a template into text and the blocks between {{ and }}; quotes hide the end of a block.</summary>
internal static class TemplateParser
{
    private const string BlockStart = "{{";
    private const string BlockEnd = "}}";

    internal static List<TemplatePart> Parse(string template)
    {
        List<TemplatePart> parts = [];
        int rest = 0;
        while (FindBlock(template, rest) is { } block)
        {
            if (block.Start > rest)
            {
                parts.Add(new TextPart(template[rest..block.Start]));
            }

            string code = template[(block.Start + 2)..(block.End - 2)].Trim();
            parts.Add(code.Length == 0 ? new TextPart(template[block.Start..block.End]) : CodeParser.Parse(code));
            rest = block.End;
        }

        if (rest < template.Length)
        {
            parts.Add(new TextPart(template[rest..]));
        }

        return parts;
    }

    /// <summary>The next block; of several {{ before one }}, the last begins it.</summary>
    private static (int Start, int End)? FindBlock(string template, int from)
    {
        int start = -1;
        char quote = '\0';
        for (int i = from; i < template.Length - 1; i++)
        {
            char c = template[i];
            if (quote != '\0')
            {
                i += c == '\\' && template[i + 1] is '\'' or '"' or '\\' ? 1 : 0;
                quote = c == quote ? '\0' : quote;
            }
            else if (string.CompareOrdinal(template, i, BlockStart, 0, 2) == 0)
            {
                start = i;
            }
            else if (start >= 0 && c is '\'' or '"')
            {
                quote = start >= 0 ? c : quote;
            }
            else if (start >= 0 && string.CompareOrdinal(template, i, BlockEnd, 0, 2) == 0)
            {
                return (start, i + 2);
            }
        }

        return null;
    }
}
