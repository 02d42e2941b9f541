using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Language;

/// <summary>Functions that change something although they stand in a query: what each does to which resource.</summary>
internal static class KnownRoutines
{
    /// <summary>The resource is named by the first argument.</summary>
    public const string Argument = "(argument)";

    /// <summary>The resource is the function itself: it is called.</summary>
    public const string Itself = "(itself)";

    /// <summary>It carries out its first argument.</summary>
    public const string ThisText = "(text)";

    /// <summary>It has another server carry out its last argument.</summary>
    public const string RemoteText = "(remote text)";

    private const string LargeObjects = "pg_largeobject";

    private static readonly List<(string, Routine?)> Routines = List();
    private static readonly Spellings<Routine?> Known = new(Routines);

    /// <summary>The names of the functions.</summary>
    public static IEnumerable<string> Names => Routines.Select(routine => routine.Item1);

    /// <summary>What a function is known to do; null where nothing is.</summary>
    public static Routine? Find(string text, in Token name) => Known.Find(text, name.Start, name.End);

    private static List<(string, Routine?)> List()
    {
        var routines = new List<(string, Routine?)>();
        Add(Operation.Update, Argument, "nextval", "setval");
        Add(Operation.Read, Argument, "table_to_xml", "table_to_xmlschema", "table_to_xml_and_xmlschema");
        Add(Operation.Delete, LargeObjects, "lo_unlink");
        Add(Operation.Insert, LargeObjects, "lo_create", "lo_creat", "lo_import", "lo_from_bytea");
        Add(Operation.Update, LargeObjects, "lo_put", "lowrite", "lo_truncate", "lo_truncate64");
        Add(Operation.Call, Itself, "pg_terminate_backend", "pg_cancel_backend", "pg_reload_conf", "pg_rotate_logfile", "pg_switch_wal",
            "pg_create_restore_point", "pg_promote", "pg_drop_replication_slot", "pg_create_physical_replication_slot",
            "pg_create_logical_replication_slot", "pg_copy_physical_replication_slot", "pg_copy_logical_replication_slot",
            "pg_replication_slot_advance", "pg_replication_origin_create", "pg_replication_origin_drop", "pg_replication_origin_advance",
            "pg_logical_emit_message", "pg_logical_slot_get_changes", "pg_logical_slot_get_binary_changes", "pg_stat_reset",
            "pg_stat_reset_shared", "pg_stat_reset_single_table_counters", "pg_stat_statements_reset", "pg_wal_replay_pause",
            "pg_wal_replay_resume", "pg_start_backup", "pg_stop_backup", "pg_backup_start", "pg_backup_stop", "pg_import_system_collations",
            "pg_file_write", "pg_file_unlink", "pg_file_rename", "pg_file_sync", "lo_export", "pg_extension_config_dump",
            "pg_set_relation_stats", "pg_clear_relation_stats", "brin_summarize_new_values", "brin_desummarize_range", "gin_clean_pending_list",
            "load_extension", "sys_exec", "sys_eval", "writefile", "master_pos_wait");
        Add(Operation.Call, ThisText, "query_to_xml", "query_to_xmlschema", "query_to_xml_and_xmlschema", "ts_stat", "crosstab");
        Add(Operation.Call, RemoteText, "dblink_exec", "dblink", "dblink_send_query", "dblink_open", "openquery", "openrowset");
        return routines;

        void Add(Operation operation, string resource, params string[] names)
        {
            foreach (var name in names)
                routines.Add((name, new Routine(operation, resource)));
        }
    }

    /// <summary>What a function does to which resource, or where that is found.</summary>
    internal sealed record Routine(Operation Operation, string Resource);
}
