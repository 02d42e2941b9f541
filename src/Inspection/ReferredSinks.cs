using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Inspection;

/// <summary>
/// Tells what an assembly does at most from the methods it refers to: a call into another assembly needs a reference, so that without
/// a look at its code (which in a large library takes seconds) nothing is missed.
/// </summary>
/// <param name="catalogue">The sinks that are known.</param>
/// <param name="references">The types that assemblies refer to.</param>
/// <param name="libraries">The libraries whose SQL is told where they are called; null where there is none.</param>
public sealed class ReferredSinks(SinkCatalogue catalogue, ReferencedTypes references, ToldLibraries? libraries = null)
{
    /// <summary>
    /// The effects of every sink that is referred to; not complete where a text decides, or the assembly is a library of sinks, unless the
    /// catalogue says that what it does is told where it is called.
    /// </summary>
    /// <param name="reader">The assembly.</param>
    /// <param name="package">The version of the package it comes from; null where it comes from none.</param>
    /// <param name="isTold">Whether the catalogue says so.</param>
    internal Effects EffectsOf(MetadataReader reader, string? package, out bool isTold)
    {
        string? objection = null;
        var library = libraries?.Find(reader, package, out objection);
        isTold = library is not null;
        var effects = EffectsOf(reader, sink => library is null || !IsSql(sink));
        return library is null
            ? objection is null || effects.Complete ? effects : new(effects.Items, objection)
            : new([.. library.Operations.Select(operation => new Effect(operation, "sql:*")), .. effects.Items], effects.Reason);
    }

    private Effects EffectsOf(MetadataReader reader, Func<Sink, bool> isAsked)
    {
        var types = new TypeGraph(reader, references);
        var methods = new SinkMethods(catalogue, types);
        if (reader.TypeDefinitions.Select(reader.FullName).FirstOrDefault(type => catalogue.Types.Contains(type) && catalogue.OfTypes(each => each == type).Any(isAsked)) is { } own)
            return Effects.Unknown($"it declares {own}, whose calls within it need no reference");
        var sinks = reader.MemberReferences.SelectMany(handle => Find(reader, methods, handle)).Where(isAsked).Distinct().ToList();
        var texts = sinks.Where(sink => sink.CarriesText || sink.Verb is not null)
            .Select(sink => $"{sink.Type}.{sink.Method}").Distinct().OrderBy(name => name, StringComparer.Ordinal).ToList();
        return new(
            [
                .. sinks.Where(sink => !sink.CarriesText && sink.Verb is null)
                    .SelectMany(sink => sink.Resources.Select(resource => new Effect(sink.Operation, resource.Widest, Bounded: !CanBeUnbounded(sink))))
                    .Distinct().OrderBy(effect => effect.ToString(), StringComparer.Ordinal),
            ],
            texts.Count == 0 ? types.Missing.OrderBy(gap => gap, StringComparer.Ordinal).FirstOrDefault() : $"it refers to {texts[0]}{(texts.Count == 1 ? "" : $" and {texts.Count - 1} more")}, whose text or method decides");
    }

    private static bool IsSql(Sink sink) => sink.CarriesText || sink.Verb is null && sink.Resources.All(resource => resource.Widest.StartsWith("sql:", StringComparison.Ordinal));

    private static bool CanBeUnbounded(Sink sink) =>
        sink.Operation is Operation.Update or Operation.Delete && sink.Bound != SinkBound.Single;

    private IEnumerable<Sink> Find(MetadataReader reader, SinkMethods methods, MemberReferenceHandle handle)
    {
        var member = reader.GetMemberReference(handle);
        return member.GetKind() == MemberReferenceKind.Method && catalogue.HasName(reader.GetString(member.Name))
            && CalledMethod.Resolve(reader, MetadataTokens.GetToken(handle)) is { } method
            // A reference doesn't tell with which constant a method is called: hardly any library that opens a file truncates it.
            ? methods.Find(method).Where(sink => sink.SwitchValue is null)
            : [];
    }
}
