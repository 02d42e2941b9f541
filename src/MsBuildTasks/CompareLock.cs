using System.Text;
using ImmutableGuard.Json;
using ImmutableGuard.Locks;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>
/// Compares what the build can do with the lock that people have accepted (IG3003), or writes the lock. It runs in every build,
/// also where nothing was compiled: what failed once must fail again.
/// </summary>
public sealed class CompareLock : ReportingTask
{
    private const string Id = "IG3003";

    /// <summary>The project, which is named in the command that accepts the differences.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The manifest file that <see cref="InspectAssembly"/> wrote.</summary>
    [Required]
    public string ManifestFile { get; set; } = "";

    /// <summary>The lock; its name ends with <c>access.lock.json</c>. It need not be there unless the policy asks for it.</summary>
    [Required]
    public string LockFile { get; set; } = "";

    /// <summary>Whether the lock is written instead of compared. Default: false.</summary>
    public bool Update { get; set; }

    /// <summary>Whether a difference is an error, and nothing is written. Default: false.</summary>
    public bool ContinuousIntegration { get; set; }

    /// <summary>Where the build was started, from which the command is told. Default: the project's folder.</summary>
    public string StartupDirectory { get; set; } = "";

    /// <summary>Whether the project is built for several frameworks. Default: false.</summary>
    public bool HasSeveralFrameworks { get; set; }

    /// <summary>What the files in the manifest are relative to. Default: the project's folder.</summary>
    public string RepositoryRoot { get; set; } = "";

    /// <summary>Whether there was nothing to report.</summary>
    [Output]
    public bool Agrees { get; private set; } = true;

    private protected override bool Look()
    {
        try
        {
            if (!LockFile.EndsWith(AccessLock.FileName, StringComparison.OrdinalIgnoreCase))
                Error(ProjectFile, 0, 0, $"ImmutableGuardLock is '{LockFile}'; the name of a lock ends with '{AccessLock.FileName}', so that the compiler knows it.");
            else if (Update && ContinuousIntegration)
                Error(ProjectFile, 0, 0, "In continuous integration nobody reviews what is accepted: write the lock on a developer's machine, and commit it.");
            else
                CompareOrWrite(ManifestStatement.Read(File.ReadAllText(ManifestFile)).Manifest);
        }
        catch (JsonSyntaxException e)
        {
            Error(LockFile, e.Line, e.Column, $"The lock can't be read: {e.Problem}. {(LockReader.IsOfLaterRelease(File.ReadAllText(LockFile)) ? "A later release wrote it: update the package ImmutableGuard." : Remedy("write it anew"))}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Error(LockFile, 0, 0, $"The lock can't be {(Update ? "written" : "compared")}: {e.Message.TrimEnd('.')}. Check the path, and who may {(Update ? "write" : "read")} it.");
        }

        return true;
    }

    private void CompareOrWrite(AccessManifest manifest)
    {
        var current = AccessLock.Of(manifest);
        if (Update)
            Write(current);
        else if (File.Exists(LockFile))
            Compare(LockReader.Read(File.ReadAllText(LockFile)), current, manifest);
        else if (manifest.Policy.Build.RequireLock || manifest.Policy.Mode == PolicyMode.Ratchet)
            Report(LockFile, 0, "There is no lock, and the policy asks for one. " + Remedy("write it"));
    }

    private void Compare(AccessLock locked, AccessLock current, AccessManifest manifest)
    {
        var differences = AccessComparison.Compare(locked, current);
        if (locked.Service != current.Service)
            Report(LockFile, 0, $"The lock is of the service '{locked.Service}', and this is '{current.Service}'. {Remedy("accept that")}");
        foreach (var difference in differences.Where(difference => !Shrinks(difference, manifest)))
        {
            var site = manifest.Sites.FirstOrDefault(site => LockedAccess.Of(manifest.Policy, site).Any(access => access == difference.After));
            Report(site is null ? LockFile : PathOf(site), site?.Line ?? 0,
                $"{difference}, which {Path.GetFileName(LockFile)} doesn't say. {Remedy("accept it")}");
        }

        if (differences.Where(difference => Shrinks(difference, manifest)).ToList() is { Count: > 0 } removals)
            Write(AccessComparison.Apply(locked, locked.Service, removals));
    }

    /// <summary>In the mode ratchet what a build can no longer do leaves the lock by itself, so that it can't come back unseen.</summary>
    private bool Shrinks(AccessDifference difference, AccessManifest manifest) =>
        difference.Kind == DifferenceKind.Removed && manifest.Policy.Mode == PolicyMode.Ratchet && !ContinuousIntegration;

    private void Write(AccessLock @lock)
    {
        var text = LockWriter.Write(@lock);
        if (File.Exists(LockFile) && File.ReadAllText(LockFile).Replace("\r\n", "\n") == text)
            return;
        if (File.Exists(LockFile) && LockReader.IsOfLaterRelease(File.ReadAllText(LockFile)))
        {
            Error(LockFile, 0, 0, "The lock was written by a later release, and would lose what this one doesn't know: update the package ImmutableGuard, or remove the file.");
            return;
        }

        File.WriteAllText(LockFile, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Log.LogMessage(MessageImportance.High, "{0}", $"{Path.GetFileName(ProjectFile)}: wrote {LockFile}; commit it, so that the change is reviewed.");
    }

    private string PathOf(AccessSite site)
    {
        var root = RepositoryRoot.Length > 0 ? RepositoryRoot : Path.GetDirectoryName(Path.GetFullPath(ProjectFile))!;
        var path = Path.GetFullPath(Path.Combine(root, site.File));
        return File.Exists(path) ? path : site.File;
    }

    private string Remedy(string what) => $"To {what}: dotnet build {ProjectFromHere} -p:ImmutableGuardUpdateLock=true"
        + (HasSeveralFrameworks ? " (where the project's frameworks differ, give each a lock: set ImmutableGuardLock)" : "");

    private string ProjectFromHere
    {
        get
        {
            var project = Path.GetFullPath(ProjectFile).Replace('\\', '/');
            var folder = StartupDirectory.Length == 0 ? "" : Path.GetFullPath(StartupDirectory).Replace('\\', '/').TrimEnd('/') + "/";
            var path = folder.Length > 0 && project.StartsWith(folder, StringComparison.OrdinalIgnoreCase) ? project.Substring(folder.Length) : Path.GetFileName(ProjectFile);
            return path.Any(c => !char.IsLetterOrDigit(c) && "/._-+".IndexOf(c) < 0) ? $"\"{path}\"" : path;
        }
    }

    private void Report(string file, int line, string message)
    {
        Agrees = false;
        Report(Id, ContinuousIntegration, file, line, 0, message);
    }

    private void Error(string file, int line, int column, string message) => Report(Id, isError: true, file, line, column, message);
}
