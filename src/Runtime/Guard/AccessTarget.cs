using System.Data;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Runtime;

/// <summary>What a guarded call is about to access, as its arguments say. Made by generated code.</summary>
public readonly struct AccessTarget
{
    private AccessTarget(Kind kind, string? text = null, IDbConnection? connection = null, IDbCommand? command = null, IDbTransaction? transaction = null, string? other = null) =>
        (What, Text, Connection, DbCommand, Transaction, Other) = (kind, text, connection, command, transaction, other);

    internal enum Kind
    {
        Declared,
        Deferred,
        Resource,
        Request,
        Sql,
        Command,
    }

    internal Kind What { get; }

    /// <summary>Whether only the manifest says what is accessed.</summary>
    internal bool IsDeclared => What is Kind.Declared or Kind.Deferred;

    /// <summary>The SQL text, or the resource.</summary>
    internal string? Text { get; }

    /// <summary>The second resource, or the HTTP method of a request; null where there is none.</summary>
    internal string? Other { get; }

    internal IDbConnection? Connection { get; }

    internal IDbCommand? DbCommand { get; }

    internal IDbTransaction? Transaction { get; }

    /// <summary>What the manifest says of the site.</summary>
    public static AccessTarget Declared => new(Kind.Declared);

    /// <summary>What the manifest says of the site, carried out later by another call.</summary>
    public static AccessTarget Deferred => new(Kind.Deferred);

    /// <summary>What a command's text and kind say; null lets the call throw its own exception.</summary>
    public static AccessTarget Command(IDbCommand? command) =>
        new(Kind.Command, command?.CommandText, command?.Connection, command, command?.Transaction);

    /// <summary>What a SQL text says.</summary>
    /// <param name="text">The text; null counts as not understood.</param>
    /// <param name="connection">The connection, which tells the dialect; null means that it isn't known.</param>
    /// <param name="transaction">The transaction the call is told to use; null where there is none.</param>
    public static AccessTarget Sql(string? text, IDbConnection? connection, IDbTransaction? transaction = null) =>
        new(Kind.Sql, text, connection, transaction: transaction);

    /// <summary>A file or directory.</summary>
    /// <param name="path">Its path, taken from the current directory where it is relative; null counts as any file.</param>
    public static AccessTarget File(string? path) => new(Kind.Resource, FileResource.Of(path));

    /// <summary>Two files or directories: what is moved or copied, and where to.</summary>
    /// <param name="path">The first one's path, as for one file.</param>
    /// <param name="other">The second one's path.</param>
    public static AccessTarget File(string? path, string? other) => new(Kind.Resource, FileResource.Of(path), other: FileResource.Of(other));

    /// <summary>A request, whose HTTP method says what it does.</summary>
    /// <param name="verb">The HTTP method; null or one that isn't known counts as not understood.</param>
    /// <param name="baseAddress">What a relative address is relative to; null where there is nothing.</param>
    /// <param name="address">The address; null means the base address itself.</param>
    public static AccessTarget Http(string? verb, Uri? baseAddress, Uri? address) =>
        new(Kind.Request, HttpResource.Of(baseAddress, address), other: verb);

    /// <inheritdoc cref="Http(string?, Uri?, Uri?)"/>
    public static AccessTarget Http(string? verb, Uri? baseAddress, string? address) => Http(verb, baseAddress, ToUri(address));

    /// <summary>An address.</summary>
    /// <param name="baseAddress">What a relative address is relative to; null where there is nothing.</param>
    /// <param name="address">The address; null means the base address itself.</param>
    public static AccessTarget Http(Uri? baseAddress, Uri? address) => new(Kind.Resource, HttpResource.Of(baseAddress, address));

    /// <inheritdoc cref="Http(Uri?, Uri?)"/>
    public static AccessTarget Http(Uri? baseAddress, string? address) =>
        Http(baseAddress, ToUri(address));

    /// <summary>What the access really does.</summary>
    /// <param name="declared">What the manifest says of the site.</param>
    internal Effects Effects(Effects declared) => What switch
    {
        Kind.Command when DbCommand is not null => StatementEffects.Of(DbCommand),
        Kind.Command or Kind.Sql => StatementEffects.Of(Text, Connection),
        Kind.Resource => On(declared, Text!, Other),
        Kind.Request => HttpVerbs.OperationOf(Other) is { } operation
            ? new([new Effect(operation, Text!)])
            : ImmutableGuard.Effects.Unknown($"'{Other}' is no HTTP method whose effect is known"),
        _ => declared,
    };

    /// <summary>The declared effects, in the order of the catalogue's resources, on those that are really touched.</summary>
    private static Effects On(Effects declared, string resource, string? other) =>
        new([.. declared.Items.Select((effect, index) => effect with { Resource = index == 0 || other is null ? resource : other })], declared.Reason);

    private static Uri? ToUri(string? address) => Uri.TryCreate(address, UriKind.RelativeOrAbsolute, out var uri) ? uri : null;
}
