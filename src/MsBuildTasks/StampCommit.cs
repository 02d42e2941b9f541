using System.Globalization;
using ImmutableGuard.MsBuildTasks.Git;
using ImmutableGuard.Policies;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>
/// Finds out which commit a project is built from, and whether it is exactly that commit. Reports IG3001 and IG3002.
/// Outputs that are not known are empty.
/// </summary>
public sealed class StampCommit : ReportingTask
{
    /// <summary>The full path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>
    /// Where the build was started, <c>$(MSBuildStartupDirectory)</c>: what <c>GIT_DIR</c> and <c>GIT_WORK_TREE</c> relate to
    /// where they are set. Default: the project's directory.
    /// </summary>
    public string? StartupDirectory { get; set; }

    /// <summary>The git program. Default: the one on the <c>PATH</c>.</summary>
    public string? GitPath { get; set; }

    /// <summary><c>$(SourceRevisionId)</c>; reused where it is a full commit id and <see cref="GivenCommit"/> is empty.</summary>
    public string? SourceRevisionId { get; set; }

    /// <summary><c>$(ImmutableGuardCommit)</c>: the full commit id, instead of what git says.</summary>
    public string? GivenCommit { get; set; }

    /// <summary><c>$(ImmutableGuardRepository)</c>: the repository's URL, instead of what git says.</summary>
    public string? GivenRepository { get; set; }

    /// <summary><c>$(ImmutableGuardRef)</c>: the full name of the ref, instead of what git says.</summary>
    public string? GivenRef { get; set; }

    /// <summary><c>$(ImmutableGuardDirty)</c>: <c>true</c> or <c>false</c>, where git can't tell. It never overrules git.</summary>
    public string? GivenDirty { get; set; }

    /// <summary>Whether this is a build whose findings fail it. Default: false.</summary>
    public bool ContinuousIntegration { get; set; }

    /// <summary>The policy file, whose <c>build</c> section gives the defaults of the two requirements. Default: there is none.</summary>
    public string? PolicyFile { get; set; }

    /// <summary>The shared policy file above it. Default: there is none.</summary>
    public string? SharedPolicyFile { get; set; }

    /// <summary>
    /// Whether an unknown commit is a warning, and an error in continuous integration, or only a message: <c>true</c> or
    /// <c>false</c>. Default: what the policy says, else <c>true</c>.
    /// </summary>
    public string? RequireCommit { get; set; }

    /// <summary>
    /// Where the work tree must be clean: <c>ci</c>, <c>always</c> or <c>never</c>. Default: what the policy says, else <c>ci</c>.
    /// </summary>
    public string? RequireClean { get; set; }

    /// <summary>
    /// The file with <c>commit=</c>, <c>ref=</c> and <c>committedAt=</c> of the last build, each on a line. Default, and where it isn't
    /// there: nothing is known of that build.
    /// </summary>
    public string? LastStateFile { get; set; }

    /// <summary>The full commit id in lower case.</summary>
    [Output]
    public string Commit { get; private set; } = "";

    /// <summary>The URL of the repository, without credentials.</summary>
    [Output]
    public string Repository { get; private set; } = "";

    /// <summary>The full name of the ref, for example <c>refs/heads/main</c>.</summary>
    [Output]
    public string Ref { get; private set; } = "";

    /// <summary><c>true</c> or <c>false</c>.</summary>
    [Output]
    public string Dirty { get; private set; } = "";

    /// <summary>The commit's time as RFC 3339 in UTC, for example <c>2026-11-23T05:14:00Z</c>.</summary>
    [Output]
    public string CommittedAt { get; private set; } = "";

    /// <summary>Who named the commit: <c>git</c>, <c>environment</c> or <c>property</c>.</summary>
    [Output]
    public string Source { get; private set; } = "";

    /// <summary>What counts as the environment; null for that of this process. Not a parameter: MSBuild sees public ones only.</summary>
    internal BuildEnvironment? Environment { get; init; }

    private protected override bool Look()
    {
        // Most builds find all that could be asked for, and then it doesn't matter what is.
        var policy = new Lazy<BuildRequirements>(ReadPolicy);
        var given = new GivenState(GivenCommit, SourceRevisionId, GivenRepository, GivenRef, GivenDirty);
        var state = given.Over(ReadOnce(Environment ?? BuildEnvironment.OfThisProcess(GitPath)));
        var needsNothing = state is { Commit: not null, Dirty: false };
        var asked = string.IsNullOrEmpty(RequireClean) ? needsNothing ? "ci" : policy.Value.RequireClean : RequireClean!;
        if (!CleanRequirements.TryParse(asked, out var requireClean))
        {
            Report("IG3002", isError: true, ProjectFile, 0, 0, $"ImmutableGuardRequireClean is '{asked}'; it is one of ci, always and never.");
            return true;
        }

        var requireCommit = bool.TryParse(RequireCommit, out var required) ? required : needsNothing || policy.Value.RequireCommit;
        foreach (var finding in StampFinding.Of(state, ContinuousIntegration, requireCommit, requireClean))
            Tell(finding);

        Commit = state.Commit ?? "";
        Repository = state.Repository ?? "";
        Ref = state.Ref ?? "";
        Dirty = state.Dirty switch { true => "true", false => "false", null => "" };
        CommittedAt = state.CommittedAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
        Source = state.Source == StateSource.None ? "" : state.Source.ToString().ToLowerInvariant();
        return true;
    }

    private void Tell(StampFinding finding)
    {
        if (finding.Level == FindingLevel.Message)
            Log.LogMessage(null, finding.Id, finding.Id, ProjectFile, 0, 0, 0, 0, MessageImportance.Normal, "{0}", finding.Text);
        else
            Report(finding.Id, finding.Level == FindingLevel.Error, ProjectFile, 0, 0, finding.Text);
    }

    // A policy that can't be read is reported by the analyzers (IG2001); here the stricter defaults hold.
    private BuildRequirements ReadPolicy() =>
        Read(SharedPolicyFile, text => PolicyReader.ReadShared(text, out _)) is { } shared
            ? Read(PolicyFile, text => NarrowedPolicy.Read(shared, text, out _, out _))?.Build ?? shared.Build
            : Read(PolicyFile, text => PolicyReader.Read(text, out _))?.Build ?? new();

    private static Policy? Read(string? file, Func<string, Policy?> read) => File.Exists(file) ? read(File.ReadAllText(file)) : null;

    // All projects of a repository get the same answer within one build, however many there are: a status takes seconds
    // in a large tree, and one build is one state.
    private RepositoryState ReadOnce(BuildEnvironment environment)
    {
        var projectDirectory = Path.GetDirectoryName(Path.GetFullPath(ProjectFile))!;
        var directory = environment.Variable("GIT_DIR") is not null && StartupDirectory is { Length: > 0 } startup ? startup : projectDirectory;
        if (BuildEngine is not IBuildEngine4 engine)
            return RepositoryState.Read(directory, environment, ReadLast());

        var root = GitDirectory.FindRoot(directory) ?? directory;
        var key = $"{typeof(RepositoryState).FullName}|{environment.GitPath}|{environment.Variable("GIT_DIR")}|{root}";
        if (engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is RepositoryState known)
            return known;
        var state = RepositoryState.Read(directory, environment, ReadLast());
        engine.RegisterTaskObject(key, state, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        return state;
    }

    // What the file says is only believed of the commit and the branch that git names again.
    private RepositoryState? ReadLast()
    {
        if (string.IsNullOrEmpty(LastStateFile) || !File.Exists(LastStateFile))
            return null;
        var lines = File.ReadAllLines(LastStateFile);
        return CommitId.Parse(Field("commit")) is { } commit
            && DateTimeOffset.TryParse(Field("committedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? new() { Commit = commit, Ref = Field("ref") is { Length: > 0 } name ? name : null, CommittedAt = time }
            : null;

        string? Field(string name) =>
            lines.FirstOrDefault(line => line.StartsWith(name + "=", StringComparison.Ordinal))?.Substring(name.Length + 1);
    }
}
