using ImmutableGuard.MsBuildTasks.Reports;
using Task = Microsoft.Build.Utilities.Task;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>A task that tells what it finds to the build and, where the project keeps an error log, to a SARIF file beside the compiler's.</summary>
public abstract class ReportingTask : Task
{
    private readonly List<Finding> findings = [];

    /// <summary><c>$(ErrorLog)</c>, for example <c>artifacts/Shop.sarif,version=2.1</c>. Default: no error log is kept.</summary>
    public string ErrorLog { get; set; } = "";

    /// <summary>By which its findings are known again in the error log, where those of the next look take their place.</summary>
    private protected virtual string Step => GetType().Name;

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        if (Look() && ErrorLogFile.Beside(ErrorLog) is { } file)
            Keep(file);
        return !Log.HasLoggedErrors;
    }

    /// <summary>Does what the task is for.</summary>
    /// <returns>False where all is as it was the last time, and so are the findings.</returns>
    private protected abstract bool Look();

    /// <summary>Tells a finding.</summary>
    /// <param name="file">The file, absolute or relative to the repository; null where there is none to name.</param>
    private protected void Report(string id, bool isError, string? file, int line, int column, string message)
    {
        findings.Add(new(id, isError, file ?? "", line, column, message));
        var page = $"docs/rules/{id}.md";
        if (isError)
            Log.LogError(null, id, id, page, file, line, column, 0, 0, "{0}", message);
        else
            Log.LogWarning(null, id, id, page, file, line, column, 0, 0, "{0}", message);
    }

    private void Keep(string file)
    {
        try
        {
            ErrorLogFile.Put(file, Step, BuildInputs.Version, findings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report("IG3011", isError: true, file, 0, 0, $"The error log can't be written: {e.Message.TrimEnd('.')}.");
        }
    }
}
