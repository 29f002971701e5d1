using System.Globalization;
using System.Text;
using System.Xml;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Reports;

/// <summary>
/// Limits and failures in the XML that build servers read: a suite for each task, in it a case for each limit, failed
/// where the limit was not kept, and a case with an error for each result that has a reason instead of numbers.
/// </summary>
public static class ReportJUnit
{
    /// <summary>Writes the suites of a report's tasks.</summary>
    /// <param name="report">Whose tasks become suites, in their order.</param>
    /// <param name="thresholds">The limits with what was measured.</param>
    /// <param name="results">
    /// The run's results; only those with a failure are shown. Enumerated once, and none is kept.
    /// </param>
    public static string Write(
        EvaluationReport report, IReadOnlyList<ThresholdOutcome> thresholds, IEnumerable<SampleResult> results)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(thresholds);
        ArgumentNullException.ThrowIfNull(results);
        var shared = new SharedTexts();
        ILookup<string, FailedCase> failed = results.Where(result => result.Failure is not null)
            .ToLookup(result => result.Task, result => FailedCase.Of(result, shared), StringComparer.Ordinal);
        ILookup<string, ThresholdOutcome> limits = thresholds.ToLookup(limit => limit.Task, StringComparer.Ordinal);

        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };
        using (var xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("testsuites");
            string[] tasks = [.. report.Tasks.Select(task => task.Task)];
            WriteCounts(xml, tasks.SelectMany(task => limits[task]), tasks.SelectMany(task => failed[task]));
            foreach (string task in tasks)
            {
                WriteSuite(xml, task, [.. limits[task]], [.. failed[task]]);
            }

            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static void WriteSuite(XmlWriter xml, string task, ThresholdOutcome[] limits, FailedCase[] failed)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean(task));
        WriteCounts(xml, limits, failed);
        foreach (ThresholdOutcome limit in limits)
        {
            string sign = limit.IsMinimum ? ">=" : "<=";
            string name = $"{limit.Shots} shots: {limit.Metric} {sign} {FigureRow.Exact(limit.Limit)}";
            string message = limit.Value is null
                ? $"{limit.Metric} was not measured"
                : $"{limit.Metric} is {FigureRow.Exact(limit.Value)}, not {sign} {FigureRow.Exact(limit.Limit)}";
            WriteCase(xml, task, name, limit.Passed ? null : ("failure", message));
        }

        foreach (FailedCase each in failed)
        {
            WriteCase(xml, task, each.Name, ("error", each.Reason));
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(
        XmlWriter xml, IEnumerable<ThresholdOutcome> limits, IEnumerable<FailedCase> failed)
    {
        int errors = failed.Count();
        xml.WriteAttributeString("tests", FigureRow.Exact(limits.Count() + errors));
        xml.WriteAttributeString("failures", FigureRow.Exact(limits.Count(limit => !limit.Passed)));
        xml.WriteAttributeString("errors", FigureRow.Exact(errors));
    }

    private static void WriteCase(XmlWriter xml, string task, string name, (string Kind, string Message)? problem)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean(task));
        xml.WriteAttributeString("name", Clean(name));
        if (problem is { } found)
        {
            xml.WriteStartElement(found.Kind);
            xml.WriteAttributeString("message", Clean(found.Message));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>A result that has a reason instead of numbers.</summary>
    private readonly record struct FailedCase(string Name, string Reason)
    {
        public static FailedCase Of(SampleResult result, SharedTexts shared)
        {
            string variant = result.Variant.Length == 0 ? "" : $", {result.Variant}";
            return new FailedCase(
                $"{result.Shots} shots, seed {result.Seed}: sample {result.Sample}{variant}",
                shared.Of(result.Failure!));
        }
    }

    /// <summary>What XML 1.0 has no way to write becomes U+FFFD.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool writable = rune.Value is >= 0x20 and not (0xFFFE or 0xFFFF) or '\t' or '\n' or '\r';
            clean.Append(writable ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }
}
