using System.Text;
using System.Text.RegularExpressions;

namespace Microsoft.SemanticKernel.TemplateEngine;

/// <summary>Reads what stands in a block: a variable, a quoted value, or a call with its arguments.</summary>
internal static partial class CodeParser
{
    internal static TemplatePart Parse(string code)
    {
        List<string> tokens = Split(code);
        if (tokens[0][0] is '$' or '\'' or '"')
        {
            return tokens.Count == 1
                ? ReadValue(tokens[0])
                : throw new KernelException($"Unexpected second token found: {tokens[1]}");
        }

        List<CallArgument> arguments = [.. tokens.Skip(1).Select(ReadArgument)];
        if (arguments.Skip(1).Any(each => each.Name is null))
        {
            throw new KernelException("Functions only support named arguments after the first argument.");
        }

        string[] names = ReadFunctionName(tokens[0]);
        return new CallPart(names.Length == 2 ? names[0] : string.Empty, names[^1], arguments);
    }

    private static TemplatePart ReadValue(string token)
    {
        if (token[0] == '$')
        {
            return VariableName().IsMatch(token)
                ? new VariablePart(token[1..])
                : throw new KernelException(
                    $"The variable name '{token[1..]}' is empty or has other characters than A-Z, a-z, 0-9 and _.");
        }

        return token.Length >= 2 && token[^1] == token[0]
            ? new ValuePart(token[1..^1])
            : throw new KernelException($"A value must have the same quotes on both sides: {token}");
    }

    private static CallArgument ReadArgument(string token)
    {
        if (token[0] is '$' or '\'' or '"')
        {
            return new CallArgument(null, ReadValue(token));
        }

        int sign = token.IndexOf('=');
        bool isNamed = sign > 0 && ArgumentName().IsMatch(token[..sign]);
        if (!isNamed || sign == token.Length - 1 || token[sign + 1] is not ('$' or '\'' or '"'))
        {
            throw new KernelException(
                $"A named argument is a name, '=', and a quoted value or a variable that starts with $: {token}");
        }

        return new CallArgument(token[..sign], ReadValue(token[(sign + 1)..]));
    }

    private static string[] ReadFunctionName(string token)
    {
        string[] names = token.Split('.');
        return names.Length <= 2 && FunctionName().IsMatch(token)
            ? names
            : throw new KernelException($"Invalid function name `{token}`.");
    }

    /// <summary>Splits at white space outside quotes; around the '=' of a named argument it does not count.</summary>
    private static List<string> Split(string code)
    {
        List<string> tokens = [];
        var token = new StringBuilder();
        char quote = '\0';
        for (int i = 0; i < code.Length; i++)
        {
            char c = code[i];
            if (quote != '\0')
            {
                i += c == '\\' && i + 1 < code.Length && code[i + 1] is '\'' or '"' or '\\' ? 1 : 0;
                quote = c == quote ? '\0' : quote;
                token.Append(code[i]);
            }
            else if (!char.IsWhiteSpace(c))
            {
                RequireSpaceBefore(c, token);
                quote = c is '\'' or '"' ? c : quote;
                token.Append(c);
            }
            else if (token.Length > 0 && token[^1] != '=' && !NextIs('=', code, i))
            {
                tokens.Add(token.ToString());
                token.Clear();
            }
        }

        tokens.Add(token.ToString());
        return tokens;
    }

    private static void RequireSpaceBefore(char c, StringBuilder token)
    {
        bool isOpening = c is '\'' or '"' && token.Length > 0 && token[^1] != '=';
        bool isAfterQuote = token.Length > 1 && token[^1] is '\'' or '"';
        if (isOpening || isAfterQuote)
        {
            throw new KernelException("Tokens must be separated by one space least");
        }
    }

    private static bool NextIs(char wanted, string code, int i) =>
        code.AsSpan(i).TrimStart() is [var next, ..] && next == wanted;

    [GeneratedRegex(@"^\$[a-zA-Z0-9_]+$")]
    private static partial Regex VariableName();

    [GeneratedRegex("^[a-zA-Z0-9_]+$")]
    private static partial Regex ArgumentName();

    [GeneratedRegex("^[a-zA-Z0-9_.]+$")]
    private static partial Regex FunctionName();
}
