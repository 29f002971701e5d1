// The engine's base class has other nullability in other versions; without annotations this fits all of them.
#nullable disable annotations

using System.Numerics;
using System.Runtime.CompilerServices;
using Scriban;
using Scriban.Syntax;

namespace GptPrompting.Prompts;

/// <summary>
/// A rendering that may use only so much memory and stack. The engine limits each text and each loop but not their
/// product: a list of long texts would take all memory well within the time limit. The same holds for calls within
/// expressions. Nor can a call be ended once it runs, and one search in a long text, or one product of long numbers,
/// can take minutes; so what expressions make is bounded.
/// </summary>
/// <param name="characters">How many characters it takes to write all variables once.</param>
internal sealed class BoundedTemplateContext(long characters) : TemplateContext(TemplateFunctions.All)
{
    /// <summary>Bytes; some hundred times what the longest prompt needs.</summary>
    internal const long AllocationLimit = 512L << 20;

    /// <summary>
    /// Characters that an expression may make out of nothing; what the template is given comes on top, as pieces that
    /// show all demonstrations are expressions too.
    /// </summary>
    internal const int TextLimit = 64 << 10;

    private static readonly long s_bitLimit = BigInteger.Pow(10, TemplateValues.DigitsLimit).GetBitLength();

    private readonly long _textLimit = TextLimit + characters;
    private readonly long _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

    public override object Evaluate(ScriptNode scriptNode, bool aliasReturnedFunction)
    {
        // A rendering stays on the thread that began it.
        if (GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore > AllocationLimit)
        {
            throw new ScriptRuntimeException(
                CurrentSpan, $"Rendering needs more than {AllocationLimit >> 20} MiB of memory, which is the limit.");
        }

        // A chain of members is read without coming here; TemplateDepth bounds it.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ScriptRuntimeException(CurrentSpan, "Rendering nests deeper than the stack allows.");
        }

        object result = base.Evaluate(scriptNode, aliasReturnedFunction);
        return result switch
        {
            string text when text.Length > _textLimit => throw new ScriptRuntimeException(
                CurrentSpan,
                $"An expression makes a text of {text.Length} characters; with these variables the limit is "
                + $"{_textLimit}."),
            BigInteger number when number.GetBitLength() > s_bitLimit => throw new ScriptRuntimeException(
                CurrentSpan, $"An expression makes a number of more than {TemplateValues.DigitsLimit} digits."),
            _ => result,
        };
    }
}
