using System.Reflection;
using System.Text;

namespace Scriban.Runtime;

public delegate string MemberRenamerDelegate(MemberInfo member);

public delegate bool MemberFilterDelegate(MemberInfo member);

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method)]
public class ScriptMemberIgnoreAttribute : Attribute;

[Flags]
public enum ScriptMemberImportFlags
{
    Field = 1,
    Property = 2,
    Method = 4,
    All = Field | Property | Method,
}

/// <summary>Turns `PascalCase` into `snake_case`; a run of capitals counts as one word.</summary>
public sealed class StandardMemberRenamer
{
    public static readonly MemberRenamerDelegate Default = Rename;

    private StandardMemberRenamer()
    {
    }

    public static string Rename(MemberInfo member) => Rename(member.Name);

    public static string Rename(string name)
    {
        var renamed = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]);
            if (startsWord) renamed.Append('_');
            renamed.Append(char.IsUpper(name[i]) ? char.ToLowerInvariant(name[i]) : name[i]);
        }

        return renamed.ToString();
    }
}
