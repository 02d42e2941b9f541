using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ImmutableGuard.Runtime;

/// <summary>Starts the guard with a host.</summary>
internal sealed partial class GuardStart(GuardOptions options, ILogger<GuardStart> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        options.Warn = message => LogWarning(logger, message);
        Guard.Configure(options);
        foreach (var assembly in Guard.VerifyAtStart())
            LogGuarded(logger, assembly.Name, assembly.Manifest.Service, assembly.Enforces ? "enforce" : "observe",
                assembly.Manifest.Sites.Count, assembly.Stamp?.Commit ?? "unknown", options.LedgerDirectory);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information,
        "{Assembly} is guarded as {Service} in mode {Mode}: {Sites} access sites, commit {Commit}, ledger {Ledger}")]
    private static partial void LogGuarded(ILogger logger, string assembly, string service, string mode, int sites, string commit, string ledger);

    [LoggerMessage(2, LogLevel.Warning, "{Message}")]
    private static partial void LogWarning(ILogger logger, string message);
}
