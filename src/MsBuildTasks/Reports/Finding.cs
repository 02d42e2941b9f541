namespace ImmutableGuard.MsBuildTasks.Reports;

/// <summary>Something a task has found.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="IsError">Whether it fails the build; else it is a warning.</param>
/// <param name="File">The file it is about, absolute or relative to the repository.</param>
/// <param name="Line">The line, from 1; 0 where none is meant.</param>
/// <param name="Column">The column, from 1; 0 where none is meant.</param>
/// <param name="Message">What it says.</param>
internal sealed record Finding(string Id, bool IsError, string File, int Line, int Column, string Message);
