namespace ImmutableGuard.Catalogue.Tests;

/// <summary>What batches and data adapters carry out: the commands they are given, or unknown.</summary>
public sealed class SeveralCommandsTests
{
    [Theory]
    [InlineData("using var b = c.CreateBatch(); var one = b.CreateBatchCommand(); one.CommandText = \"DELETE FROM a WHERE id = 1\"; b.BatchCommands.Add(one); var two = b.CreateBatchCommand(); two.CommandText = \"UPDATE b SET x = 1 WHERE id = 1\"; b.BatchCommands.Add(two); b.ExecuteNonQuery();", "delete sql:a, update sql:b")]
    [InlineData("var b = new Npgsql.NpgsqlBatch(null) { BatchCommands = { new(\"DELETE FROM a WHERE id = 1\"), new(\"SELECT 1 FROM b\") } }; b.ExecuteReader();", "delete sql:a, read sql:b")]
    [InlineData("using var b = c.CreateBatch(); foreach (var t in new[] { \"a\", \"b\" }) { var one = b.CreateBatchCommand(); one.CommandText = $\"DELETE FROM {t} WHERE id = 1\"; b.BatchCommands.Add(one); } b.Timeout = 3; await b.PrepareAsync(); await b.ExecuteNonQueryAsync();", "delete sql:a, delete sql:b")]
    [InlineData("using var b = c.CreateBatch(); var one = b.CreateBatchCommand(); one.CommandText = \"SELECT 1 FROM a\"; b.BatchCommands.Add(one); one.CommandText = \"DELETE FROM a WHERE id = 1\"; b.ExecuteNonQuery();", "read sql:a, delete sql:a")]
    [InlineData("using var b = c.CreateBatch(); var one = b.CreateBatchCommand(); one.CommandText = \"purge\"; one.CommandType = System.Data.CommandType.StoredProcedure; b.BatchCommands.Add(one); b.ExecuteNonQuery();", "call sql:purge")]
    [InlineData("using var b = c.CreateBatch(); var one = b.CreateBatchCommand(); one.CommandText = text; b.BatchCommands.Add(one); b.ExecuteNonQuery();", "unknown sql:*")]
    [InlineData("using var b = c.CreateBatch(); var one = b.CreateBatchCommand(); one.CommandText = \"SELECT 1\"; b.BatchCommands.Add(one); Fill(b); b.ExecuteNonQuery();", "unknown sql:*")]
    [InlineData("using var b = c.CreateBatch(); var one = b.CreateBatchCommand(); one.CommandText = \"SELECT 1\"; b.BatchCommands.Add(one); b.BatchCommands[0].CommandText = text; b.ExecuteNonQuery();", "unknown sql:*")]
    [InlineData("using var b = c.CreateBatch(); var one = b.CreateBatchCommand(); one.CommandText = \"SELECT 1\"; b.BatchCommands.Add(one); one.CommandText += text; b.ExecuteNonQuery();", "unknown sql:*")]
    [InlineData("given.ExecuteNonQuery();", "unknown sql:*")]
    [InlineData("var b = c.CreateBatch(); var same = b; same.BatchCommands.Add(null); b.ExecuteNonQuery();", "unknown sql:*")]
    // Adapters
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter { UpdateCommand = new Microsoft.Data.SqlClient.SqlCommand(\"UPDATE a SET x = 1 WHERE id = 1\") }; a.DeleteCommand = new Microsoft.Data.SqlClient.SqlCommand(\"DELETE FROM a WHERE id = 1\"); a.Update(new System.Data.DataSet());", "update sql:a, delete sql:a")]
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter(); a.SelectCommand = new Microsoft.Data.SqlClient.SqlCommand(\"SELECT * FROM a\"); a.Update(new System.Data.DataSet());", "unknown sql:*")]
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter(\"SELECT * FROM a\", \"\"); using var b = new Microsoft.Data.SqlClient.SqlCommandBuilder(a); a.Update(new System.Data.DataSet());", "insert sql:a, update sql:a, delete sql:a")]
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter(text, \"\"); using var b = new Microsoft.Data.SqlClient.SqlCommandBuilder(a); a.Update(new System.Data.DataSet());", "unknown sql:*")]
    [InlineData("var q = new Microsoft.Data.SqlClient.SqlCommand(\"SELECT * FROM a\"); var a = new Microsoft.Data.SqlClient.SqlDataAdapter(q); q.CommandText = text; using var b = new Microsoft.Data.SqlClient.SqlCommandBuilder(a); a.Update(new System.Data.DataSet());", "unknown sql:*")]
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter(\"SELECT * FROM a\", \"\"); a.Update(new System.Data.DataSet());", "unknown sql:*")]
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter(); a.UpdateCommand = new Microsoft.Data.SqlClient.SqlCommand(text); a.Update(new System.Data.DataSet());", "unknown sql:*")]
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter(); a.UpdateCommand = new Microsoft.Data.SqlClient.SqlCommand(\"SELECT 1\"); a.UpdateCommand.CommandText = text; a.Update(new System.Data.DataSet());", "unknown sql:*")]
    // What a table is filled from
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter(\"SELECT * FROM a\", \"\"); a.Fill(new System.Data.DataSet());", "read sql:a")]
    [InlineData("using var q = new Microsoft.Data.SqlClient.SqlCommand(\"DELETE FROM a OUTPUT deleted.* WHERE id = 1\"); using var a = new Microsoft.Data.SqlClient.SqlDataAdapter(q); a.Fill(new System.Data.DataTable());", "delete sql:a")]
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter { SelectCommand = new Microsoft.Data.SqlClient.SqlCommand(\"purge\") { CommandType = System.Data.CommandType.StoredProcedure } }; a.Fill(new System.Data.DataTable());", "call sql:purge")]
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter(\"SELECT * FROM a\", \"\") { DeleteCommand = new Microsoft.Data.SqlClient.SqlCommand(\"DELETE FROM a WHERE id = 1\") }; a.Fill(new System.Data.DataSet());", "read sql:a")]
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter(text, \"\"); a.Fill(new System.Data.DataSet());", "unknown sql:*")]
    [InlineData("var a = new Microsoft.Data.SqlClient.SqlDataAdapter(\"SELECT * FROM a\", \"\"); a.SelectCommand.CommandText = text; a.Fill(new System.Data.DataSet());", "unknown sql:*")]
    [InlineData("var q = new Microsoft.Data.SqlClient.SqlCommand(\"SELECT * FROM a\"); var a = new Microsoft.Data.SqlClient.SqlDataAdapter(q); q.CommandText = \"DELETE FROM a WHERE id = 1\"; a.Fill(new System.Data.DataSet());", "read sql:a, delete sql:a")]
    public void Commands_that_can_be_seen_are_told(string statements, string effects) => Assert.Equal(
        effects, EffectTests.EffectsOf($"static void Fill(System.Data.Common.DbBatch b) {{ }} async Task M(System.Data.Common.DbConnection c, System.Data.Common.DbBatch given, string text) {{ await Task.CompletedTask; {statements} }}"));
}
