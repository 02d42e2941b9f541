namespace ImmutableGuard.Sql.Language;

/// <summary>The words between a maintenance statement's first word and the name of what it maintains.</summary>
internal static class MaintenanceWords
{
    public static bool Contains(Word word) => word is Word.Full or Word.Verbose or Word.Analyze or Word.Table or Word.Tables or Word.Index
        or Word.Database or Word.Schema or Word.System or Word.Concurrently or Word.Local or Word.Force or Word.Statistics or Word.Using
        or Word.Only or Word.Freeze or Word.NoWriteToBinlog or Word.Materialized or Word.View or Word.Restrict;
}
