namespace GptPrompting.Generation.Constraints;

/// <summary>A set of bytes: bit b of word w is byte 64 w + b.</summary>
internal readonly record struct ByteSet(ulong A, ulong B, ulong C, ulong D)
{
    public bool IsEmpty => (A | B | C | D) == 0;

    public static ByteSet Of(byte value) => default(ByteSet).With(value);

    public bool Contains(byte value) => ((Word(value >> 6) >> (value & 63)) & 1) != 0;

    public ByteSet With(byte value)
    {
        ulong bit = 1UL << (value & 63);
        return (value >> 6) switch
        {
            0 => this with { A = A | bit },
            1 => this with { B = B | bit },
            2 => this with { C = C | bit },
            _ => this with { D = D | bit },
        };
    }

    private ulong Word(int index) => index switch { 0 => A, 1 => B, 2 => C, _ => D };
}
