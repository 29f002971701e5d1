using System.Text.Json.Nodes;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Runs;

// Expected: aggregate_subtask_metrics and pooled_sample_stderr of lm_eval/api/metrics.py.
public sealed class ParityGroupsTests
{
    // (0.3 · 20 + 0.2 · 40 + 0.4 · 100) / 160 is the harness's own test; √((19 · 0.01 · 20 + 39 · 0.04 · 40
    // + 99 · 0.0025 · 100) / 157 / 160) = √(90.95 / 25120).
    [Fact]
    public void AddTo_ThreeTasks_WeighsBySizeAndPoolsErrors()
    {
        JsonObject file = File(
            ("a", """{"acc,none": 0.3, "acc_stderr,none": 0.1}"""),
            ("b", """{"acc,none": 0.2, "acc_stderr,none": 0.2}"""),
            ("c", """{"acc,none": 0.4, "acc_stderr,none": 0.05}"""));

        ParityGroups.AddTo(file, [(Task("a", "g"), 20), (Task("b", "g"), 40), (Task("c", "g"), 100)]);

        JsonNode group = file["groups"]!["g"]!;
        Assert.Equal("g", (string?)group["alias"]);
        Assert.Equal(0.3375, (double)group["acc,none"]!, 15);
        Assert.Equal(0.06017160, (double)group["acc_stderr,none"]!, 8);
        Assert.True(JsonNode.DeepEquals(group, file["results"]!["g"]));
        Assert.Equal("""["a","b","c"]""", file["group_subtasks"]!["g"]!.ToJsonString());
    }

    [Fact]
    public void AddTo_TwoGroups_HasBoth()
    {
        JsonObject file = File(
            ("a", """{"acc,none": 0.5, "acc_stderr,none": 0.1}"""), ("b", """{"acc,none": 1, "acc_stderr,none": 0}"""));

        ParityGroups.AddTo(file, [(Task("a", "g"), 10), (Task("b", "h"), 10)]);

        Assert.Equal(["g", "h"], file["groups"]!.AsObject().Select(group => group.Key));
        Assert.Equal("""["b"]""", file["group_subtasks"]!["h"]!.ToJsonString());
    }

    [Fact]
    public void AddTo_OneErrorIsMissing_HasNone()
    {
        JsonObject file = File(
            ("a", """{"acc,none": 0.5, "acc_stderr,none": 0.1}"""),
            ("b", """{"acc,none": 1, "acc_stderr,none": "N/A"}"""));

        ParityGroups.AddTo(file, [(Task("a", "g"), 30), (Task("b", "g"), 1)]);

        Assert.Equal("N/A", (string?)file["groups"]!["g"]!["acc_stderr,none"]);
    }

    [Fact]
    public void AddTo_MetricOfOneTaskOrNoMean_IsOverThoseThatHaveItOrLeftOut()
    {
        JsonObject file = File(
            ("a", """{"acc,none": 0.5, "acc_stderr,none": 0.1, "acc_norm,none": 0.25, "acc_norm_stderr,none": 0.1}"""),
            ("b", """{"acc,none": 1, "acc_stderr,none": 0.1, "mcc,none": 0.5, "mcc_stderr,none": 0.1}"""));

        ParityGroups.AddTo(file, [(Task("a", "g"), 10), (Task("b", "g"), 30)]);

        JsonNode group = file["groups"]!["g"]!;
        Assert.Equal((0.875, 0.25), ((double)group["acc,none"]!, (double)group["acc_norm,none"]!));
        Assert.Null(group["mcc,none"]);
    }

    [Fact]
    public void AddTo_NoGroup_LeavesTheFileAsItIs()
    {
        JsonObject file = File(("a", """{"acc,none": 0.5, "acc_stderr,none": 0.1}"""));
        string before = file.ToJsonString();

        ParityGroups.AddTo(file, [(Task("a", null), 10)]);

        Assert.Equal(before, file.ToJsonString());
    }

    private static EvaluationTask Task(string name, string? group) =>
        Measured.Task(RequestKind.MultipleChoice, "acc", "acc_norm", "mcc") with { Name = name, TaskGroup = group };

    private static JsonObject File(params (string Task, string Figures)[] tasks) => new()
    {
        ["results"] = new JsonObject(tasks.Select(task =>
            KeyValuePair.Create(task.Task, JsonNode.Parse(task.Figures)))),
        ["group_subtasks"] = new JsonObject(tasks.Select(task =>
            KeyValuePair.Create(task.Task, (JsonNode?)new JsonArray()))),
    };
}
