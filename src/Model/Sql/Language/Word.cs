
namespace ImmutableGuard.Sql.Language;

/// <summary>
/// The words the parser knows, each named as it is spelled; <see cref="Words"/> adds the spellings that differ.
/// Up to <see cref="Words.LastStarter"/> they are the words that start a statement and that T-SQL reserves, so that they start one even
/// where no semicolon stands before them.
/// </summary>
internal enum Word : ushort
{
    None,

    // Statements that change something, in any dialect.
    Alter, Create, Delete, Drop, Execute, Grant, Insert, Merge, Revoke, Truncate, Update,

    // The other statements T-SQL reserves the word of.
    Backup, Begin, Break, Bulk, Checkpoint, Close, Commit, Continue, Dbcc, Deallocate, Declare, Deny, Else, End, Fetch, Goto, If,
    Kill, Open, Print, Raiserror, ReadText, Reconfigure, Restore, Return, Revert, Rollback, Save, Select, Set, SetUser, Shutdown,
    UpdateText, Use, Waitfor, While, WriteText,

    // Statements of the dialects that reserve them less.
    Abort, Analyze, Attach, Binlog, Cache, Call, Change, Check, Checksum, Clone, Cluster, Comment, Copy, Delimiter, Describe, Detach,
    Disable, Discard, Do, Elseif, Enable, Exit, Explain, Flush, For, Foreach, Get, Go, Handler, Help, Import, Install, Iterate, Leave,
    Listen, Load, Lock, Loop, Move, Null, Notify, Optimize, Perform, Pragma, Prepare, Purge, Raise, Reassign, Receive, Refresh,
    Reindex, Release, Rename, Repair, Repeat, Replace, Reset, Resignal, Savepoint, Security, Send, Show, Signal, Start, Stop, Table,
    Throw, Uninstall, Unlisten, Unlock, Until, Vacuum, Values, With, Xa,

    // Clauses, operators, literals.
    All, And, Any, Apply, As, Between, By, Cascade, Case, Collate, Column, Concurrently, Conflict, Connect, Constraint, Cross,
    Current, Default, Delayed, Desc, Distinct, Duplicate, Escape, Except, Exists, False, First, Foreign, From, Full, Glob,
    Group, Having, HighPriority, Ignore, Ilike, Immediate, In, Indexed, Inner, Intersect, Into, Is, Isnull, Join, Key, Lateral, Left,
    Like, Limit, LowPriority, Materialized, Minus, Natural, Next, No, Not, Nothing, Notnull, Of, Off, Offset, On, Only,
    Option, Or, Order, Outer, Output, Over, Overwrite, Partition, Percent, Portion, Prior, Qualify, Quick, Recursive, References, Regexp, Restrict,
    Returning, Right, Rlike, Row, Rows, Share, Similar, StraightJoin, Switch, Temp, Then, To, Top, True, Union, Unlogged,
    Using, Value, When, Where, Window, Work, Xor,

    // Words within single statements.
    Add, Atomic, Authorization, Body, Catch, Collation, Conversation, Convert, Data, Dialog,
    Dumpfile, Exchange, Exclusive, Force, Format, Global, History,
    Index, Instance, Language, Large, Local, Object, Oj, Outfile,
    Password, Persist, PersistOnly, Plan, Procedure, Program, Routine, Schema, Session, Signature,
    Sql, Statistics, System, Tables, Tran, Transaction, Try, Unknown, User, Verbose,
    Xml, Deferred, Concurrent, Read, Isolation, Freeze, NoWriteToBinlog, Distributed, Exception, Assert, Dump, Disk, Flashback, NextVal,

    // Kinds of objects that DDL is about, where they are not above.
    Access, Aggregate, Application, Assembly, Asymmetric, Attribute, Audit, Availability, Binary, Broker, Cast, Catalog, Certificate,
    Class, Clustered, Columnstore, Configuration, Contract, Conversion, Credential, Cryptographic, Database, Definer, Dictionary,
    Dimension, Directory, Domain, Editionable, Encryption, Endpoint, Event, Extension, External, Family, Fulltext, Function,
    Java, Library, Link, Log, Logfile, Login, Mapping, Master, Message, Method, Multiset, Noneditionable, Nonclustered, Operator,
    Outline, Package, Parser, Policy, Pool, Priority, Private, Procedural, Profile, Property, Provider, Public, Publication, Queue,
    Remote, Resource, Reverse, Role, Route, Rule, Scheme, Scoped, Search, Selective, Sequence, Server, Service,
    Shared, Source, Spatial, Specification, Stoplist, Storage, Subscription, Symmetric, Synonym, Tablespace, Template, Text,
    Transform, Trigger, Trusted, Type, Undo, Unique, View, Virtual, Workload, Wrapper,
}
