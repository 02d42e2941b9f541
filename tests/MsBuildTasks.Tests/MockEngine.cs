using System.Collections;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks.Tests;

/// <summary>A build engine that keeps the whole log, one line an event: level, id, file, help and text.</summary>
internal sealed class MockEngine : IBuildEngine4
{
    private readonly Dictionary<object, object> registered = [];

    public List<string> Log { get; } = [];

    /// <summary>Line and column of each error, in their order.</summary>
    public List<(int Line, int Column)> Places { get; } = [];

    public IReadOnlyDictionary<object, object> Registered => registered;

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "ImmutableGuard.targets";

    public bool IsRunningMultipleNodes => false;

    public void LogErrorEvent(BuildErrorEventArgs e)
    {
        Log.Add($"error {e.Code} {e.File} [{e.HelpKeyword} {e.HelpLink}]: {e.Message}");
        Places.Add((e.LineNumber, e.ColumnNumber));
    }

    public void LogWarningEvent(BuildWarningEventArgs e) => Log.Add($"warning {e.Code} {e.File} [{e.HelpKeyword} {e.HelpLink}]: {e.Message}");

    public void LogMessageEvent(BuildMessageEventArgs e) => Log.Add($"{e.Importance} {e.Code} {e.File} [{e.HelpKeyword}]: {e.Message}");

    public void LogCustomEvent(CustomBuildEventArgs e) => throw new NotSupportedException();

    public object? GetRegisteredTaskObject(object key, RegisteredTaskObjectLifetime lifetime) =>
        lifetime == RegisteredTaskObjectLifetime.Build ? registered.GetValueOrDefault(key) : throw new NotSupportedException();

    public void RegisterTaskObject(object key, object obj, RegisteredTaskObjectLifetime lifetime, bool allowEarlyCollection) => registered[key] = obj;

    public object UnregisterTaskObject(object key, RegisteredTaskObjectLifetime lifetime) => throw new NotSupportedException();

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new NotSupportedException();

    public bool BuildProjectFile(
        string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs, string toolsVersion) =>
        throw new NotSupportedException();

    public bool BuildProjectFilesInParallel(
        string[] projectFileNames, string[] targetNames, IDictionary[] globalProperties, IDictionary[] targetOutputsPerProject,
        string[] toolsVersion, bool useResultsCache, bool unloadProjectsOnCompletion) => throw new NotSupportedException();

    public BuildEngineResult BuildProjectFilesInParallel(
        string[] projectFileNames, string[] targetNames, IDictionary[] globalProperties, IList<string>[] removeGlobalProperties,
        string[] toolsVersion, bool returnTargetOutputs) => throw new NotSupportedException();

    public void Yield() => throw new NotSupportedException();

    public void Reacquire() => throw new NotSupportedException();
}
