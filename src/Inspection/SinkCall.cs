using ImmutableGuard.Sinks;

namespace ImmutableGuard.Inspection;

/// <summary>A use of a sink in compiled code.</summary>
/// <param name="Sink">The sink.</param>
/// <param name="Method">The method, as <c>Type.Name</c>.</param>
/// <param name="Member">The member of the user's code it is in, as <c>Type.Name</c>; state machines and closures count to theirs.</param>
/// <param name="File">The source file as the debug information names it; null where there is none.</param>
/// <param name="Line">The line, from 1; 0 where it isn't known.</param>
/// <param name="IsCall">Whether it is called there; false where only a reference to it is made (a method group, a function pointer).</param>
/// <param name="IsGuarded">Whether it is in the class of guarded calls.</param>
/// <param name="Text">The constant text it is given; null where it isn't one, or there is none.</param>
public sealed record SinkCall(Sink Sink, string Method, string Member, string? File, int Line, bool IsCall, bool IsGuarded, string? Text)
{
    /// <summary>The id of the site whose guarded call gives what a property is set of; null where no such call does, or this is no setter.</summary>
    public string? GivenBy { get; init; }
}
