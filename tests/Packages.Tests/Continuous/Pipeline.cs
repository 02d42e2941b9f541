using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace ImmutableGuard.Packages.Tests.Continuous;

/// <summary>A step of a pipeline that runs commands.</summary>
/// <param name="Job">The job it is in.</param>
/// <param name="Script">Its commands, as the system would hand them to a shell.</param>
/// <param name="Condition">When it runs; empty for always.</param>
/// <param name="Environment">The variables it sets, as they are written.</param>
internal sealed record Step(string Job, string Script, string Condition, IReadOnlyDictionary<string, string> Environment);

/// <summary>Reads the steps with commands out of the sample of each system.</summary>
internal static partial class Pipeline
{
    /// <summary>The steps of a sample, in their order.</summary>
    public static IReadOnlyList<Step> Read(string sample)
    {
        var yaml = new YamlStream();
        using var text = new StringReader(File.ReadAllText(Path.Combine(PackedPackages.RepositoryRoot(), "samples", "ci", sample)));
        yaml.Load(text);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        return sample switch
        {
            "github/build.yml" =>
            [
                .. from job in Map(root, "jobs")!.Children
                   from YamlMappingNode step in (YamlSequenceNode)job.Value["steps"]
                   where step.Children.ContainsKey("run")
                   select new Step(job.Key.ToString(), step["run"].ToString(), Text(step, "if"), Variables(step, "env")),
            ],
            "gitlab/.gitlab-ci.yml" =>
            [
                .. from job in root.Children
                   where job.Value is YamlMappingNode fields && fields.Children.ContainsKey("script")
                   from line in (YamlSequenceNode)job.Value["script"]
                   select new Step(job.Key.ToString(), line.ToString(), RuleOf((YamlMappingNode)job.Value), Variables(root, "variables")),
            ],
            _ =>
            [
                .. from YamlMappingNode step in (YamlSequenceNode)root["steps"]
                   where step.Children.ContainsKey("bash")
                   select new Step("", step["bash"].ToString(), Text(step, "condition"), Variables(step, "env")),
            ],
        };
    }

    /// <summary>A value with the expressions of the system replaced.</summary>
    /// <param name="value">The value as it is written.</param>
    /// <param name="expressions">What each expression gives.</param>
    public static string Resolve(string value, IReadOnlyDictionary<string, string> expressions) =>
        Expression().Replace(value, match => expressions[match.Groups["name"].Value.Trim()]);

    private static string RuleOf(YamlMappingNode job) =>
        job.Children.ContainsKey("rules") ? ((YamlSequenceNode)job["rules"])[0]["if"].ToString() : "";

    private static YamlMappingNode? Map(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value) ? (YamlMappingNode)value : null;

    private static string Text(YamlMappingNode node, string name) => node.Children.TryGetValue(name, out var value) ? value.ToString() : "";

    private static Dictionary<string, string> Variables(YamlMappingNode node, string name) =>
        Map(node, name)?.Children.ToDictionary(variable => variable.Key.ToString(), variable => variable.Value.ToString()) ?? [];

    // ${{ github.sha }} of GitHub, $(Build.SourceVersion) of Azure Pipelines.
    [GeneratedRegex(@"\$\{\{(?<name>[^}]+)\}\}|\$\((?<name>[\w.]+)\)")]
    private static partial Regex Expression();
}
