using System.CommandLine;

namespace ImmutableGuard.Build.Projects;

/// <summary>A target that starts one of the repository's programs and hands its arguments through.</summary>
public static class ProjectTarget
{
    /// <summary>Creates the target.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="project">The program's project, relative to the repository.</param>
    /// <param name="first">Arguments that come before those that are handed through.</param>
    public static Command Create(string name, string description, string project, params string[] first)
    {
        var arguments = new Argument<string[]>("arguments") { Description = "Handed to the program.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(name, description) { arguments };
        // What the program's options are is the program's business.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => new Shell(Repository.Root).ShowAsync(
            "dotnet",
            ["run", "--project", project, "-c", "Release", "--", .. first, .. parsed.GetValue(arguments) ?? [], .. parsed.UnmatchedTokens]));
        return command;
    }
}
