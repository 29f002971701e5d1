using System.Globalization;
using System.Text;
using System.Xml;

namespace GptPrompting.Cli;

/// <summary>Results in the XML that build servers read: a suite for each prompt, a case for each case.</summary>
internal static class JUnitFile
{
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<PromptRun> runs)
    {
        var settings = new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) };
        using var xml = XmlWriter.Create(path, settings);
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, runs);
        foreach (PromptRun run in runs)
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", run.Name);
            WriteCounts(xml, [run]);
            foreach (PromptTestResult result in run.Results)
            {
                WriteCase(xml, run.Name, result);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyList<PromptRun> runs)
    {
        (int passed, int failed, int errors) = TestReport.Count(runs);
        xml.WriteAttributeString("tests", Number(passed + failed + errors));
        xml.WriteAttributeString("failures", Number(failed));
        xml.WriteAttributeString("errors", Number(errors));
    }

    private static void WriteCase(XmlWriter xml, string prompt, PromptTestResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", prompt);
        xml.WriteAttributeString("name", Clean(result.Case.Name));
        if (!result.Passed)
        {
            xml.WriteStartElement(result.Error is null ? "failure" : "error");
            xml.WriteAttributeString("message", Clean(string.Join("; ", TestReport.ReasonsOf(result))));
            xml.WriteEndElement();
        }

        if (result.Text is not null)
        {
            xml.WriteElementString("system-out", Clean(result.Text));
        }

        xml.WriteEndElement();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>What XML 1.0 has no way to write becomes U+FFFD.</summary>
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune =>
            rune.Value is >= 0x20 and not (0xFFFE or 0xFFFF) or '\t' or '\n' or '\r' ? rune.ToString() : "\uFFFD"));
}
