using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>
/// Tells which files other generators made. No generator sees what others make: what stands there can't be redirected, and isn't listed
/// in the manifest; only rules see it, and the proof over the compiled assembly.
/// </summary>
internal static class OtherGenerators
{
    // The compiler gives a generated file the path 'generator's assembly/generator's type/name' below one folder for all.
    private static readonly string Own = $"{typeof(GuardedCallsGenerator).Assembly.GetName().Name}/{typeof(GuardedCallsGenerator).FullName}/{GuardedCallsGenerator.FileName}";

    // No path has this.
    private const string NoFolder = "\0";

    private static readonly ConditionalWeakTable<Compilation, string> Folders = new();

    /// <summary>Whether another generator made a file of a compilation in which ours took part.</summary>
    public static bool Made(SyntaxTree tree, Compilation compilation)
    {
        var folder = Folders.GetValue(compilation, FolderIn);
        var path = Path(tree);
        // Without a folder the paths are relative, and no file of the project's has such a one.
        return folder != NoFolder && !path.EndsWith(Own, StringComparison.Ordinal)
            && (folder.Length > 0 ? path.StartsWith(folder, StringComparison.Ordinal) : path.Count(c => c == '/') >= 2 && path[0] != '/' && path.IndexOf(':') < 0);
    }

    private static string FolderIn(Compilation compilation) =>
        compilation.SyntaxTrees.Where(GuardedCallsGenerator.IsOwn).Select(Path).FirstOrDefault(path => path.EndsWith(Own, StringComparison.Ordinal)) is { } own ? own.Substring(0, own.Length - Own.Length) : NoFolder;

    private static string Path(SyntaxTree tree) => tree.FilePath.Replace('\\', '/');
}
