using System.Reflection;
using PublicApiGenerator;

namespace GptPrompting.Tests;

/// <summary>Compiled into the tests of each library: its API is what <c>PublicApi.approved.txt</c> says.</summary>
public class PublicApiTests
{
    [Fact]
    public void PublicApi_IsTheApprovedOne()
    {
        string approvedFile = Path.Combine(AppContext.BaseDirectory, "PublicApi.approved.txt");
        string received = Library().GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            // It names a type that the compiler numbers.
            ExcludeAttributes = ["System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute"],
        }).ReplaceLineEndings("\n").Trim() + "\n";

        // On a difference the new text lies beside the old one, to be looked at and copied into the repository.
        File.WriteAllText(Path.ChangeExtension(approvedFile, "received.txt"), received);
        Assert.Equal(File.ReadAllText(approvedFile).ReplaceLineEndings("\n"), received);
    }

    // The library is named as its tests are, without ".Tests".
    private static Assembly Library() =>
        Assembly.Load(typeof(PublicApiTests).Assembly.GetName().Name![..^".Tests".Length]);
}
