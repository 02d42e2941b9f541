namespace ImmutableGuard.Catalogue.Tests;

/// <summary>What calls of libraries beyond the most common are told to do, and whether they are limited.</summary>
public sealed class LibraryEffectTests
{
    [Theory]
    // Providers' commands, whose types no line names
    [InlineData("void M(System.Data.Odbc.OdbcConnection c) => new System.Data.Odbc.OdbcCommand(\"DELETE FROM a WHERE id = 1\", c).ExecuteNonQuery();", "delete sql:a")]
    [InlineData("void M(System.Data.OleDb.OleDbConnection c) { var o = c.CreateCommand(); o.CommandText = \"UPDATE a SET x = 1 WHERE id = 1\"; o.ExecuteNonQuery(); }", "update sql:a")]
    [InlineData("void M(System.Data.SQLite.SQLiteConnection c) => new System.Data.SQLite.SQLiteCommand(\"DELETE FROM a\", c).ExecuteReader();", "delete sql:a (unbounded)")]
    [InlineData("Task M(FirebirdSql.Data.FirebirdClient.FbConnection c) => new FirebirdSql.Data.FirebirdClient.FbCommand(\"DELETE FROM a WHERE id = 1\", c).ExecuteNonQueryAsync();", "delete sql:a")]
    [InlineData("void M(DuckDB.NET.Data.DuckDBConnection c) { using var o = c.CreateCommand(); o.CommandText = \"DROP TABLE a\"; o.ExecuteScalar(); }", "schema sql:a")]
    [InlineData("Task M(ClickHouse.Driver.IClickHouseClient c) => c.ExecuteNonQueryAsync(\"TRUNCATE TABLE a\");", "truncate sql:a")]
    [InlineData("void M() => System.Data.SQLite.SQLiteCommand.Execute(\"DELETE FROM a WHERE id = 1\", System.Data.SQLite.SQLiteExecuteType.NonQuery, \"\");", "delete sql:a")]
    // A builder is limited where it was made for some rows, or has a condition
    [InlineData("void M(MySqlX.XDevAPI.Schema s) => s.GetCollection(\"orders\").Remove(\"_id = 1\").Execute();", "delete sql:orders")]
    [InlineData("void M(MySqlX.XDevAPI.Schema s) => s.GetCollection(\"orders\").Remove(\"true\").Execute();", "delete sql:orders (unbounded)")]
    [InlineData("void M(MySqlX.XDevAPI.Schema s) => s.GetTable(\"orders\").Delete().Where(\"id = 1\").Execute();", "delete sql:orders")]
    [InlineData("void M(MySqlX.XDevAPI.Schema s) => s.GetTable(\"orders\").Delete().Execute();", "delete sql:orders (unbounded)")]
    [InlineData("void M(MySqlX.XDevAPI.Schema s) => s.GetTable(\"orders\").Update().Set(\"a\", 1).Execute();", "update sql:orders (unbounded)")]
    [InlineData("void M(FluentMigrator.Builders.Delete.IDeleteExpressionRoot r) => r.FromTable(\"orders\").Row(new { id = 1 });", "delete sql:orders")]
    [InlineData("void M(FluentMigrator.Builders.Delete.IDeleteExpressionRoot r) => r.FromTable(\"orders\").InSchema(\"s\").AllRows();", "delete sql:orders (unbounded)")]
    [InlineData("void M(FluentMigrator.Builders.Update.IUpdateExpressionRoot r) => r.Table(\"orders\").Set(new { a = 1 }).AllRows();", "update sql:orders (unbounded)")]
    [InlineData("void M(FluentMigrator.Builders.Update.IUpdateExpressionRoot r) => r.Table(\"orders\").Set(new { a = 1 }).Where(new { id = 1 });", "update sql:orders")]
    // A condition in a text
    [InlineData("Task M(InfluxDB.Client.IDeleteApi d) => d.Delete(DateTime.MinValue, DateTime.MaxValue, \"\", \"sensors\", \"o\");", "delete table:sensors (unbounded)")]
    [InlineData("Task M(InfluxDB.Client.IDeleteApi d, string room) => d.Delete(DateTime.MinValue, DateTime.MaxValue, $\"room=\\\"{room}\\\"\", \"sensors\", \"o\");", "delete table:sensors")]
    // An overload that has no filter is handed what is deleted
    [InlineData("Task M(Ardalis.Specification.IRepositoryBase<Customer> r, List<Customer> c) => r.DeleteRangeAsync(c);", "delete sql:*")]
    [InlineData("Task M(MailKit.IMailFolder f) => f.ExpungeAsync();", "delete table:mail (unbounded)")]
    [InlineData("Task M(MailKit.IMailFolder f, System.Collections.Generic.IList<MailKit.UniqueId> some) => f.ExpungeAsync(some);", "delete table:mail")]
    [InlineData("void M(Lucene.Net.Index.IndexWriter w) => w.DeleteDocuments(new Lucene.Net.Search.MatchAllDocsQuery());", "delete table:* (unbounded)")]
    [InlineData("void M(Lucene.Net.Index.IndexWriter w, Lucene.Net.Index.Term t) => w.DeleteDocuments(t);", "delete table:*")]
    [InlineData("Task M(Docker.DotNet.IVolumeOperations v) => v.PruneAsync();", "delete table:docker.volume (unbounded)")]
    // A pipeline that is handed over whole may write
    [InlineData("void M(MongoDB.Driver.IMongoCollection<Customer> c, MongoDB.Bson.BsonDocument[] p) => c.Aggregate<Customer>(p);", "unknown mongo:*")]
    [InlineData("void M(MongoDB.Driver.IMongoDatabase d) => d.GetCollection<Customer>(\"customers\").Aggregate().Match(x => x.Id == 1).ToList();", "read mongo:customers")]
    // Names that arguments tell
    [InlineData("Task M(Elastic.Clients.Elasticsearch.ElasticsearchClient c) => c.DeleteAsync(\"orders\", \"1\");", "delete table:orders")]
    [InlineData("Task M(Elastic.Clients.Elasticsearch.ElasticsearchClient c) => c.Indices.DeleteAsync(\"orders\");", "schema table:orders")]
    [InlineData("void M(Nest.IElasticClient c) => c.Indices.Delete(\"orders\");", "schema table:orders")]
    [InlineData("Task M(Amazon.SQS.IAmazonSQS q) => q.PurgeQueueAsync(\"https://sqs/1/jobs\");", "truncate queue:https://sqs/1/jobs")]
    [InlineData("void M(FreeRedis.IRedisClient r) { r.Del(\"a\"); r.HDel(\"users\", \"1\"); r.FlushDb(); }", "delete redis:*, delete redis:users, truncate redis:*")]
    [InlineData("Task M(Amazon.DynamoDBv2.IAmazonDynamoDB d) => Amazon.DynamoDBv2.DocumentModel.Table.LoadTable(d, \"orders\").DeleteItemAsync(\"1\");", "delete table:orders")]
    // What a switch decides
    [InlineData("void M(LibGit2Sharp.IRepository r) { LibGit2Sharp.Commands.Remove(r, \"/a\"); LibGit2Sharp.Commands.Remove(r, \"/b\", false); LibGit2Sharp.Commands.Remove(r, \"/c\", true); }", "delete file:/a, delete file:/c")]
    [InlineData("void M(Zio.IFileSystem f) { f.CopyFile(\"/a\", \"/b\", false); f.CopyFile(\"/a\", \"/b\", true); }", "update file:/b")]
    // Clients that derive from one which has no such method itself
    [InlineData("void M() => Twilio.Rest.Api.V2010.Account.MessageResource.Delete(\"SM1\");", "delete table:twilio")]
    [InlineData("Task M(Azure.ResourceManager.Resources.ResourceGroupResource g) => g.DeleteAsync(Azure.WaitUntil.Started);", "schema table:azure.resourcegroup")]
    [InlineData("Task M(k8s.ClientSets.PodClient p) => p.DeleteCollectionAsync(\"n\");", "delete table:kubernetes.* (unbounded)")]
    public void Call_is_told_what_it_does(string member, string effects) => Assert.Equal(effects, EffectTests.EffectsOf(member));

    [Theory]
    // All rows of a table
    [InlineData("void M(Shop d) => d.Orders.RemoveRange(d.Orders);", "delete sql:Orders (unbounded)")]
    [InlineData("async Task M(Shop d) { var all = await d.Orders.AsNoTracking().ToListAsync(); d.RemoveRange(all); }", "delete sql:Orders (unbounded)")]
    [InlineData("void M(Shop d) => d.RemoveRange(d.Set<Customer>());", "delete sql:Orders (unbounded)")]
    // Some
    [InlineData("void M(Shop d) => d.Orders.RemoveRange(d.Orders.Where(o => o.Id == 1));", "delete sql:Orders")]
    [InlineData("async Task M(Shop d) { var some = await d.Orders.Where(o => o.Id == 1).ToListAsync(); d.RemoveRange(some); }", "delete sql:Orders")]
    [InlineData("async Task M(Shop d) { var some = await d.Orders.ToListAsync(); some.RemoveAll(o => o.Id == 1); d.RemoveRange(some); }", "delete sql:Orders")]
    [InlineData("void M(Shop d, List<Customer> some) => d.Orders.RemoveRange(some);", "delete sql:Orders")]
    [InlineData("void M(Shop d, Customer one) { var some = new List<Customer>(); some.Add(one); d.Orders.RemoveRange(some); }", "delete sql:Orders")]
    [InlineData("void M(Shop d, Customer one, Customer two) => d.Orders.RemoveRange(one, two);", "delete sql:Orders")]
    [InlineData("void M(Shop d) => d.Orders.RemoveRange(d.Orders.Take(3));", "delete sql:Orders")]
    // What a context keeps in memory
    [InlineData("void M(Shop d, Customer one) => d.Orders.Local.Remove(one);", "delete sql:Orders")]
    public void Rows_that_are_removed_are_some_or_all(string member, string effects) => Assert.Equal(effects, EffectTests.EffectsOf(
        $"class Shop : Microsoft.EntityFrameworkCore.DbContext {{ public Microsoft.EntityFrameworkCore.DbSet<Customer> Orders {{ get; set; }} }} {member}"));
}
