using ImmutableGuard.Runtime;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the guard to a host.</summary>
public static class ImmutableGuardServiceCollectionExtensions
{
    /// <summary>
    /// Checks every guarded assembly when the host starts, before anything else starts where it is added first: in enforce mode
    /// the host doesn't start where a manifest is missing or of another build. Warnings go to the host's log.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options; null leaves the defaults.</param>
    public static IServiceCollection AddImmutableGuard(this IServiceCollection services, Action<GuardOptions>? configure = null)
    {
        var options = new GuardOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(options);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, GuardStart>());
        return services;
    }
}
