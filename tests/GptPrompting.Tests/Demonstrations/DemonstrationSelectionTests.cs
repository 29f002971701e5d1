using GptPrompting.Demonstrations;

namespace GptPrompting.Tests.Demonstrations;

public class DemonstrationSelectionTests
{
    [Fact]
    public void Defaults_TakeAllAsGiven()
    {
        var selection = new DemonstrationSelection();

        Assert.Equal((DemonstrationMethod.First, DemonstrationOrder.AsGiven), (selection.Method, selection.Order));
        Assert.Equal((null, null, 0, 0.5), (selection.Count, selection.MaxLength, selection.Seed, selection.Lambda));
    }

    [Fact]
    public void Init_ValueOutOfRange_NamesOptionAndValue()
    {
        Func<DemonstrationSelection>[] wrong =
        [
            () => new() { Count = -1 },
            () => new() { MaxLength = -1 },
            () => new() { Lambda = 1.1 },
            () => new() { Lambda = double.NaN },
            () => new() { Method = (DemonstrationMethod)77 },
            () => new() { Order = (DemonstrationOrder)77 },
        ];

        string[] messages =
            [.. wrong.Select(make => Assert.Throws<ArgumentOutOfRangeException>(make).Message.Split(';')[0])];

        Assert.Equal(
            ["Count is -1", "MaxLength is -1", "Lambda is 1.1", "Lambda is NaN", "Method is 77", "Order is 77"],
            messages);
    }
}
