using System.CommandLine;
using ImmutableGuard.Locks;

namespace ImmutableGuard.Tool.Locks;

/// <summary><c>immutableguard lock</c>: holds what a build can do against its lock, or writes the lock.</summary>
internal static class HoldLock
{
    public static Command Create(Terminal terminal)
    {
        var build = new Argument<string>("build") { Description = "An assembly, its .access.json, or an application's .access.app.json." };
        var file = new Option<string>("--lock") { Description = "The lock.", DefaultValueFactory = _ => AccessLock.FileName };
        var update = new Option<bool>("--update") { Description = "Write the lock, which accepts what the build can do." };
        var format = DifferenceReport.FormatOption();
        var command = new Command("lock", "Holds what a build can do to data against its lock, or writes the lock.") { build, file, update, format };
        command.SetAction(parsed =>
        {
            var current = AccessSource.OfBuild(parsed.GetRequiredValue(build), terminal.Error);
            var path = parsed.GetRequiredValue(file);
            if (parsed.GetValue(update))
                return Write(path, current, terminal);
            var locked = AccessSource.ReadLock(path);
            var differences = AccessComparison.Compare(locked, current);
            terminal.Text.Write(DifferenceReport.Write(differences, parsed.GetRequiredValue(format)));
            if (locked.Service != current.Service)
                terminal.Error.WriteLine($"{path}: it is the lock of the service '{locked.Service}', and this is '{current.Service}'.");
            return differences.Count == 0 && locked.Service == current.Service ? ExitCodes.Success : ExitCodes.Finding;
        });
        return command;
    }

    private static int Write(string path, AccessLock current, Terminal terminal)
    {
        if (!path.EndsWith(AccessLock.FileName, StringComparison.OrdinalIgnoreCase))
            throw new ToolException(ToolException.NoLock, path, "not the name of a lock", $"Let it end with '{AccessLock.FileName}'.");
        try
        {
            File.WriteAllText(path, LockWriter.Write(current));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Unreadable(path, e);
        }

        terminal.Text.WriteLine($"Wrote {path}: {current.Accesses.Count} accesses.");
        return ExitCodes.Success;
    }
}
