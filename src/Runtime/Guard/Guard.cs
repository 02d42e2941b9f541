using System.Reflection;

namespace ImmutableGuard.Runtime;

/// <summary>The guard of this process: its options, and the check of all guarded assemblies at start.</summary>
public static class Guard
{
    private static readonly object Changing = new();
    private static Recorder recorder = new(new GuardOptions());

    internal static GuardOptions Options => Recorder.Options;

    internal static Recorder Recorder => Volatile.Read(ref recorder);

    /// <summary>Sets the options. Call it once, before the first access.</summary>
    public static void Configure(GuardOptions options)
    {
        lock (Changing)
        {
            var previous = Recorder;
            Volatile.Write(ref recorder, new Recorder(options));
            previous.Dispose();
        }
    }

    /// <summary>
    /// Checks that every guarded assembly of the application is the one its access manifest speaks of: those that the application's
    /// manifest lists, and those that are loaded. Hosts do it at start (<c>AddImmutableGuard</c>); without a host call it first thing in
    /// <c>Main</c>.
    /// </summary>
    /// <returns>The guarded assemblies.</returns>
    /// <exception cref="AccessDeniedException">
    /// A manifest is missing, of another build, not signed though a key is trusted, or of a dirty build though the policy forbids
    /// that; and the assembly's policy enforces. In observe mode that is a warning.
    /// </exception>
    public static IReadOnlyList<GuardedAssembly> VerifyAtStart()
    {
        var started = Assembly.GetEntryAssembly();
        var incomplete = AppAssemblies.Load(AppContext.BaseDirectory, started?.GetName().Name, areFiles: started is not null && BuildProof.IsFile(started));
        var guarded = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetCustomAttribute<AccessManifestAttribute>() is not null)
            .Select(GuardedAssembly.Register)
            .OrderBy(assembly => assembly.Name, StringComparer.Ordinal)
            .ToList();
        foreach (var assembly in guarded)
            assembly.Verify();
        if (incomplete is not null && guarded.Exists(assembly => assembly.Enforces))
            throw new AccessDeniedException(GuardErrors.ManifestMismatch, incomplete + ".", null, null);
        if (incomplete is not null)
            Recorder.WarnOnce($"{GuardErrors.ManifestMismatch}: {incomplete}.");
        return guarded;
    }
}
