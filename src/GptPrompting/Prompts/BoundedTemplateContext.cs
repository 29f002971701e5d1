// The engine's base class has other nullability in other versions; without annotations this fits all of them.
#nullable disable annotations

using System.Runtime.CompilerServices;
using Scriban;
using Scriban.Syntax;

namespace GptPrompting.Prompts;

/// <summary>
/// A rendering that may use only so much memory and stack. The engine limits each text and each loop but not their
/// product: a list of long texts would take all memory well within the time limit. The same holds for calls within
/// expressions.
/// </summary>
internal sealed class BoundedTemplateContext() : TemplateContext(TemplateFunctions.All)
{
    /// <summary>Bytes; some hundred times what the longest prompt needs.</summary>
    internal const long AllocationLimit = 512L << 20;

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

        return base.Evaluate(scriptNode, aliasReturnedFunction);
    }
}
