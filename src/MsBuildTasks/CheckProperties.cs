using System.Text.RegularExpressions;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>Checks the build properties that people set by hand: what is misspelt would else silently count as nothing.</summary>
public sealed class CheckProperties : ReportingTask
{
    private const string SharedPolicyName = "immutableguard.shared.json";

    /// <summary>The full path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary><c>$(ImmutableGuard)</c>. Default: it isn't switched off.</summary>
    public string Switch { get; set; } = "";

    /// <summary>Whether the project is an analyzer or a generator, which the package switches itself off for. Default: false.</summary>
    public bool IsForCompiler { get; set; }

    /// <summary><c>$(ImmutableGuardSharedPolicy)</c>. Default: there is none.</summary>
    public string SharedPolicy { get; set; } = "";

    /// <summary><c>$(ImmutableGuardSqlDialect)</c>. Default: none is named.</summary>
    public string SqlDialect { get; set; } = "";

    private protected override bool Look()
    {
        if (IsForCompiler)
            Log.LogMessage(MessageImportance.Normal, "ImmutableGuard leaves this project alone: the compiler loads what it makes, without what a guard needs.");
        else if (string.Equals(Switch, "false", StringComparison.OrdinalIgnoreCase))
            Tell("IG3007", isError: false, "ImmutableGuard is switched off for this project: no access is guarded, and no manifest says what the build can do. Remove the property ImmutableGuard=false to switch it on.");
        if (SharedPolicy.Length > 0 && !File.Exists(Path.Combine(Path.GetDirectoryName(ProjectFile)!, SharedPolicy)))
            Tell("IG2001", isError: true, $"ImmutableGuardSharedPolicy names '{SharedPolicy}', which isn't there: restore the package that brings it, or mend the property.");
        if (SharedPolicy.Length > 0 && !SharedPolicy.EndsWith(SharedPolicyName, StringComparison.OrdinalIgnoreCase))
            Tell("IG2001", isError: true, $"ImmutableGuardSharedPolicy names '{SharedPolicy}'; the name of a shared policy ends with '{SharedPolicyName}', so that the compiler knows it.");
        if (SqlDialect.Length > 0 && !Regex.IsMatch(SqlDialect, @"^(any|tsql|postgresql|mysql|sqlite|oracle)\z"))
            Tell("IG3008", isError: true, $"ImmutableGuardSqlDialect is '{SqlDialect}', which is no dialect: write tsql, postgresql, mysql, sqlite, oracle or any.");
        return true;
    }

    private void Tell(string id, bool isError, string message) => Report(id, isError, ProjectFile, 0, 0, message);
}
