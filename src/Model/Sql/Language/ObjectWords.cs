using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Language;

/// <summary>The words that may stand between CREATE, ALTER or DROP and an object's name: its kind and its properties.</summary>
internal static class ObjectWords
{
    private static readonly bool[] Known = Build(
        Word.Access, Word.Aggregate, Word.Application, Word.Assembly, Word.Asymmetric, Word.Attribute, Word.Audit, Word.Authorization,
        Word.Availability, Word.Binary, Word.Body, Word.Broker, Word.Cast, Word.Catalog, Word.Certificate, Word.Class, Word.Clustered,
        Word.Cluster, Word.Collation, Word.Column, Word.Columnstore, Word.Configuration, Word.Constraint, Word.Contract, Word.Conversion,
        Word.Credential, Word.Cryptographic, Word.Database, Word.Default, Word.Definer, Word.Dictionary, Word.Dimension, Word.Directory,
        Word.Domain, Word.Editionable, Word.Encryption, Word.Endpoint, Word.Event, Word.Extension, Word.External, Word.Family,
        Word.Force, Word.Foreign, Word.Format, Word.Fulltext, Word.Function, Word.Global, Word.Group, Word.Index, Word.Instance,
        Word.Java, Word.Key, Word.Language, Word.Large, Word.Library, Word.Link, Word.Local, Word.Log, Word.Logfile, Word.Login,
        Word.Mapping, Word.Master, Word.Materialized, Word.Message, Word.Method, Word.Multiset, Word.No, Word.Noneditionable,
        Word.Nonclustered, Word.Object, Word.Operator, Word.Or, Word.Outline, Word.Package, Word.Parser, Word.Partition, Word.Plan,
        Word.Policy, Word.Pool, Word.Priority, Word.Private, Word.Procedural, Word.Procedure, Word.Profile, Word.Property, Word.Provider,
        Word.Public, Word.Publication, Word.Queue, Word.Recursive, Word.Remote, Word.Replace, Word.Resource, Word.Reverse, Word.Role,
        Word.Rollback, Word.Route, Word.Routine, Word.Rule, Word.Schema, Word.Scheme, Word.Scoped, Word.Search, Word.Security,
        Word.Selective, Word.Sequence, Word.Server, Word.Service, Word.Session, Word.Shared, Word.Signature, Word.Source, Word.Spatial,
        Word.Specification, Word.Statistics, Word.Stoplist, Word.Storage, Word.Subscription, Word.Symmetric, Word.Synonym, Word.Table,
        Word.Tablespace, Word.Temp, Word.Template, Word.Text, Word.Transform, Word.Trigger, Word.Trusted, Word.Type, Word.Undo,
        Word.Unique, Word.Unlogged, Word.User, Word.View, Word.Virtual, Word.Workload, Word.Wrapper, Word.Xml, Word.Data, Word.For);

    /// <summary>Words that are part of a kind only behind another one.</summary>
    public static readonly (string Before, string Word)[] Pairs =
    [
        ("rollback", "segment"), ("restore", "point"), ("flashback", "archive"), ("property", "graph"), ("property", "list"), ("mle", "module"),
        ("mle", "env"), ("pmem", "filestore"), ("partition", "tracking"), ("inmemory", "join"), ("materialized", "zonemap"),
        ("schema", "collection"), ("sensitivity", "classification"), ("workload", "classifier"), ("service", "binding"), ("external", "model"),
        ("json", "relational"), ("relational", "duality"), ("reference", "system"), ("spatial", "reference"),
    ];

    public static bool Contains(Word word) => Known[(int)word];

    private static bool[] Build(params Word[] words)
    {
        var known = new bool[Words.Count];
        foreach (var word in words)
            known[(int)word] = true;
        return known;
    }
}
