using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImmutableGuard.Packages.Tests.Continuous;

/// <summary>The commands of the samples for continuous integration, run as they stand, with the variables of their systems.</summary>
public sealed partial class PipelineTests(PipelineRepository repository) : IClassFixture<PipelineRepository>
{
    private const string GitHub = "github/build.yml", GitLab = "gitlab/.gitlab-ci.yml", Azure = "azure/azure-pipelines.yml";

    [SkippableTheory]
    [InlineData(GitHub)]
    [InlineData(GitLab)]
    [InlineData(Azure)]
    public async Task Sample_SignsMainRefusesWhatNobodySanctionedAndTellsTheReviewer(string sample)
    {
        Skip.If(OperatingSystem.IsWindows(), "The samples' commands are bash's.");
        using var work = await Run.CreateAsync(repository, sample);

        foreach (var (step, exitCode, output) in await work.StepsAsync("main", isPullRequest: false))
            Assert.True(exitCode == 0, $"{step.Script}\nended with {exitCode}:\n{output}");
        var assembly = Path.Combine(work.Folder, "src/Shop/bin/Release/net10.0/Shop.dll");
        Assert.True(File.Exists(Path.ChangeExtension(assembly, ".access.dsse.json")));
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(assembly, ".access.json"))).RootElement.GetProperty("predicate");
        Assert.Equal(await repository.RevisionAsync("main"), manifest.GetProperty("stamp").GetProperty("commit").GetString());
        var logs = Directory.GetFiles(Path.Combine(work.Folder, "artifacts", "sarif")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, logs.Count);
        Assert.EndsWith(".access.sarif", logs[0], StringComparison.Ordinal);
        var run = JsonDocument.Parse(await File.ReadAllTextAsync(logs[0])).RootElement.GetProperty("runs")[0];
        Assert.Equal(("ImmutableGuard", 0), (run.GetProperty("tool").GetProperty("driver").GetProperty("name").GetString(), run.GetProperty("results").GetArrayLength()));
        var sarif = JsonDocument.Parse(await File.ReadAllTextAsync(logs[1])).RootElement;
        Assert.Equal("2.1.0", sarif.GetProperty("version").GetString());
        Assert.Contains("docs/rules/IG1001.md", sarif.GetRawText(), StringComparison.Ordinal);

        var refused = await work.StepsAsync("unsanctioned", isPullRequest: true);
        var build = Assert.Single(refused, ran => ran.Step.Script.Contains("dotnet build", StringComparison.Ordinal));
        Assert.NotEqual(0, build.ExitCode);
        Assert.Matches(ErrorAtItsPlace(), build.Output);
        Assert.All(refused.Where(ran => ran != build), ran => Assert.True(ran.ExitCode == 0, ran.Output));
        Assert.Contains("No access differs", work.Posted, StringComparison.Ordinal);

        foreach (var (step, exitCode, output) in await work.StepsAsync("sanctioned", isPullRequest: true))
            Assert.True(exitCode == 0, $"{step.Script}\nended with {exitCode}:\n{output}");
        Assert.Contains("src/Shop", work.Posted, StringComparison.Ordinal);
        Assert.Contains("| ⚠️ added | <code>Orders.Wipe</code> |", work.Posted, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.ChangeExtension(assembly, ".access.dsse.json")));
    }

    // As the problem matchers of the three systems look for it: file(line,column): error id: text.
    [GeneratedRegex(@"^\s*/\S*/src/Shop/Orders\.cs\(\d+,\d+\): error IG1001: ", RegexOptions.Multiline)]
    private static partial Regex ErrorAtItsPlace();

    /// <summary>One system's work tree and variables. What would write a comment writes it into a file here.</summary>
    private sealed class Run : IDisposable
    {
        private const string Stub = """
            #!/usr/bin/env bash
            previous=
            for argument; do
              case "$previous$argument" in
                --body-file?*) cp "$argument" "$POSTED" ;;
                *body@*|--data@*) cp "${argument#*@}" "$POSTED" ;;
              esac
              previous=
              case "$argument" in --body-file|--data) previous=$argument ;; esac
            done
            """;

        private readonly PipelineRepository repository;
        private readonly string sample;
        private readonly string temp = Directory.CreateTempSubdirectory("agent-").FullName;

        private Run(PipelineRepository repository, string sample)
        {
            (this.repository, this.sample) = (repository, sample);
            foreach (var program in (string[])["gh", "curl"])
            {
                File.WriteAllText(Path.Combine(temp, program), Stub.ReplaceLineEndings("\n"));
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(Path.Combine(temp, program), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            File.WriteAllText(KeyFile, repository.Key.ExportPkcs8PrivateKeyPem());
        }

        public string Folder => Path.Combine(temp, "work");

        public string Posted => Regex.Unescape(File.ReadAllText(Path.Combine(temp, "posted")));

        private string KeyFile => Path.Combine(temp, "key.pem");

        public static async Task<Run> CreateAsync(PipelineRepository repository, string sample)
        {
            var run = new Run(repository, sample);
            await PackedPackages.RunAsync(run.temp, "git", "clone", "-q", repository.Folder, run.Folder);
            return run;
        }

        public async Task<IReadOnlyList<(Step Step, int ExitCode, string Output)>> StepsAsync(string branch, bool isPullRequest)
        {
            await PackedPackages.RunAsync(Folder, "git", "checkout", "-q", "--detach", "origin/" + branch);
            // Each job starts from a clean check-out.
            await PackedPackages.RunAsync(Folder, "git", "clean", "-xdfq", "-e", ".nuget");
            var variables = await VariablesAsync(branch, isPullRequest);
            var ran = new List<(Step, int, string)>();
            foreach (var step in Pipeline.Read(sample).Where(step => Applies(step, isPullRequest)))
            {
                var (exitCode, output) = await RunAsync(step, variables);
                ran.Add((step, exitCode, output));
            }

            return ran;
        }

        public void Dispose() => Directory.Delete(temp, recursive: true);

        private static bool Applies(Step step, bool isPullRequest) =>
            Regex.IsMatch(step.Condition, "pull_request|PullRequest|merge_request") ? isPullRequest
            : !step.Condition.Contains("refs/heads/main", StringComparison.Ordinal) || !isPullRequest;

        private async Task<Dictionary<string, string>> VariablesAsync(string branch, bool isPullRequest)
        {
            var commit = await repository.RevisionAsync(branch);
            var @base = await repository.RevisionAsync("main");
            var key = isPullRequest ? "" : repository.Key.ExportPkcs8PrivateKeyPem();
            return sample switch
            {
                GitHub => new()
                {
                    ["CI"] = "true",
                    ["GITHUB_ACTIONS"] = "true",
                    ["GITHUB_SHA"] = commit,
                    ["GITHUB_REF"] = isPullRequest ? "refs/pull/1/merge" : "refs/heads/main",
                    ["GITHUB_SERVER_URL"] = "https://github.com",
                    ["GITHUB_REPOSITORY"] = "contoso/shop",
                    ["RUNNER_TEMP"] = temp,
                    ["GITHUB_STEP_SUMMARY"] = Path.Combine(temp, "summary.md"),
                    ["{github.ref == 'refs/heads/main' && secrets.IMMUTABLEGUARD_SIGNING_KEY || ''}"] = key,
                    ["{github.token}"] = "token",
                    ["{github.event.pull_request.base.sha}"] = @base,
                    ["{github.event.pull_request.number}"] = "1",
                },
                GitLab => new()
                {
                    ["CI"] = "true",
                    ["GITLAB_CI"] = "true",
                    ["CI_COMMIT_SHA"] = commit,
                    ["CI_PROJECT_DIR"] = Folder,
                    ["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = @base,
                    ["CI_API_V4_URL"] = "https://gitlab.example/api/v4",
                    ["CI_PROJECT_ID"] = "1",
                    ["CI_MERGE_REQUEST_IID"] = "1",
                    ["ACCESS_COMMENT_TOKEN"] = "token",
                    ["IMMUTABLEGUARD_SIGNING_KEY"] = key,
                },
                _ => new()
                {
                    ["TF_BUILD"] = "True",
                    ["BUILD_SOURCEVERSION"] = commit,
                    ["BUILD_SOURCEBRANCH"] = isPullRequest ? "refs/pull/1/merge" : "refs/heads/main",
                    ["SYSTEM_PULLREQUEST_TARGETBRANCH"] = "refs/heads/main",
                    ["SYSTEM_PULLREQUEST_PULLREQUESTID"] = "1",
                    ["AGENT_TEMPDIRECTORY"] = temp,
                    ["SYSTEM_COLLECTIONURI"] = "https://dev.azure.com/contoso/",
                    ["SYSTEM_TEAMPROJECTID"] = "1",
                    ["BUILD_REPOSITORY_ID"] = "1",
                    ["BUILD_ARTIFACTSTAGINGDIRECTORY"] = Path.Combine(temp, "staged"),
                    ["{System.AccessToken}"] = "token",
                    ["{signingKey.secureFilePath}"] = KeyFile,
                },
            };
        }

        // Expressions stand among the variables in braces.
        private Task<(int ExitCode, string Output)> RunAsync(Step step, Dictionary<string, string> variables)
        {
            var expressions = variables.Where(variable => variable.Key[0] == '{').ToDictionary(variable => variable.Key[1..^1], variable => variable.Value);
            var environment = variables.Where(variable => variable.Key[0] != '{').ToDictionary();
            foreach (var (name, value) in step.Environment)
                environment[name] = sample == GitLab ? value.Replace("$CI_PROJECT_DIR", Folder) : Pipeline.Resolve(value, expressions);
            environment["PATH"] = temp + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
            environment["POSTED"] = Path.Combine(temp, "posted");
            environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
            environment["MSBUILDDISABLENODEREUSE"] = "1";
            // GitHub stops a script at the first command that fails, so does GitLab; Azure Pipelines doesn't.
            string[] shell = sample switch { GitHub => ["-e"], GitLab => ["-e", "-o", "pipefail"], _ => [] };
            return PackedPackages.TryRunAsync(Folder, environment, "bash", [.. shell, "-c", step.Script]);
        }
    }
}
