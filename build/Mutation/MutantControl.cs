using System.Reflection;

namespace ImmutableGuard.Build.Mutation;

/// <summary>The switch that Stryker builds into an assembly: which of its mutants is on.</summary>
public sealed class MutantControl
{
    /// <summary>No mutant is on.</summary>
    public const int None = -1;

    private readonly FieldInfo _active;
    private readonly FieldInfo _capture;
    private readonly MethodInfo _covered;

    /// <summary>Finds the switch; its namespace is another one in each of Stryker's runs.</summary>
    /// <param name="mutated">Stryker's assembly.</param>
    public MutantControl(Assembly mutated)
    {
        var type = mutated.GetTypes().SingleOrDefault(type => type.Name == nameof(MutantControl))
            ?? throw new BuildFailedException($"{mutated.Location} has no mutants. Does Stryker's version keep them elsewhere?");
        _active = type.GetField("ActiveMutant")!;
        _capture = type.GetField("CaptureCoverage")!;
        _covered = type.GetMethod("GetCoverageData")!;
    }

    /// <summary>Switches a mutant on and all others off.</summary>
    public void Activate(int mutant) => _active.SetValue(null, mutant);

    /// <summary>Lets it note which mutants are come to; none is on meanwhile.</summary>
    public void Capture(bool capture) => _capture.SetValue(null, capture);

    /// <summary>Which mutants were come to since it was asked last.</summary>
    public IList<int> Covered() => ((IList<int>[])_covered.Invoke(null, null)!)[0];
}
