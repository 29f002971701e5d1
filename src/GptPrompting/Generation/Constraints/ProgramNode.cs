using System.Runtime.InteropServices;

namespace GptPrompting.Generation.Constraints;

/// <summary>What a place in a program does.</summary>
internal enum NodeKind
{
    /// <summary>Ends a rule, or the whole.</summary>
    End,

    /// <summary>Reads one byte of the set <see cref="ProgramNode.Argument"/>.</summary>
    Bytes,

    /// <summary>Goes on at <see cref="ProgramNode.Argument"/> as well as at <see cref="ProgramNode.Next"/>.</summary>
    Split,

    /// <summary>Reads what the rule <see cref="ProgramNode.Argument"/> says first.</summary>
    Call,
}

/// <summary>A place in a program: what may be read there, and where it goes on.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProgramNode(NodeKind Kind, int Argument, int Next);
