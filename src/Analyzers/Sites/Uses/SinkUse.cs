namespace ImmutableGuard.Analyzers.Sites.Uses;

/// <summary>How code uses a sink.</summary>
internal enum SinkUse
{
    /// <summary>It calls it.</summary>
    Call,

    /// <summary>It hands it out as a method: a method group, a delegate, a function pointer.</summary>
    MethodReference,

    /// <summary>It calls it by its name, which is bound when it runs: <c>dynamic</c>.</summary>
    Dynamic,

    /// <summary>It looks it up by its name: reflection.</summary>
    Reflection,

    /// <summary>It makes an object.</summary>
    Creation,

    /// <summary>It sets a property.</summary>
    Assignment,
}
