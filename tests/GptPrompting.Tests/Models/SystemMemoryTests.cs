using System.Runtime.InteropServices;
using GptPrompting.Models.Packed;

namespace GptPrompting.Tests.Models;

public class SystemMemoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public void Allocate_SomeBytes_CanAllBeWritten(int count)
    {
        nint memory = SystemMemory.Allocate(count);

        Marshal.WriteByte(memory, 1);
        Marshal.WriteByte(memory + count - 1, 2);

        Assert.Equal(2, Marshal.ReadByte(memory + count - 1));
        SystemMemory.Free(memory, count);
    }

    [Fact]
    public void Allocate_MoreThanThereIs_Throws()
    {
        Assert.Throws<OutOfMemoryException>(() => SystemMemory.Allocate(1L << 60));
    }
}
