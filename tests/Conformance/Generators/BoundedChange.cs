using System.Globalization;

namespace ImmutableGuard.Conformance.Generators;

/// <summary>
/// Makes deletes and updates of one full table, as SQLite and MariaDB both understand them. The rows are so that a condition which can
/// be false of a row is false of one: a statement that touches all of them has no real limit.
/// </summary>
/// <param name="draw">The choices.</param>
public sealed class BoundedChange(Draw draw)
{
    /// <summary>The number of rows in <c>orders</c> and in <c>items</c>.</summary>
    public const int Rows = 5 * 5 * 3;

    /// <summary>Fills <c>orders</c> with every combination of what the conditions ask about, and <c>items</c> with the same ids.</summary>
    public static string Fill
    {
        get
        {
            string[] numbers = ["NULL", "1", "2", "3", "4"];
            string[] notes = ["NULL", "'x'", "'xyz'"];
            var rows = from a in numbers from b in numbers from note in notes select (a, b, note);
            var values = rows.Select((row, id) => string.Create(CultureInfo.InvariantCulture, $"({id + 1}, {row.a}, {row.b}, {row.note}, 0)")).ToList();
            return $"DELETE FROM orders; INSERT INTO orders VALUES {string.Join(", ", values)}; DELETE FROM items; INSERT INTO items SELECT * FROM orders";
        }
    }

    /// <summary>One statement.</summary>
    public string Text()
    {
        var where = draw.Chance(90) ? $" WHERE {Condition(3)}" : "";
        return draw.Chance(50) ? $"DELETE FROM orders{where}" : $"UPDATE orders SET `delete` = 1{where}";
    }

    private string Condition(int depth) => depth == 0 || draw.Chance(40) ? Atom() : draw.Below(3) switch
    {
        0 => $"{Operand(depth)} AND {Operand(depth)}",
        1 => $"{Operand(depth)} OR {Operand(depth)}",
        _ => $"({Condition(depth - 1)})",
    };

    private string Operand(int depth) => draw.Chance(50) ? $"({Condition(depth - 1)})" : Atom();

    private string Atom() => draw.Below(3) == 0
        ? draw.Of("1 = 1", "1", "TRUE", "'a' = 'a'", "id = id", "1 < 2", "NOT 1 = 2", "EXISTS (SELECT 1 FROM items)", "5 BETWEEN 1 AND 9", "1 <> 0", "2 >= 2", "1 IN (1, 2)", "NULL IS NULL", "(1) = (1)", "id <= id",
            "id IN (SELECT id FROM items)", "id IN (SELECT id FROM items WHERE 1 = 1)", "id IN (SELECT id FROM items UNION SELECT id FROM items WHERE a = 1)", "EXISTS (SELECT 1 FROM items i WHERE i.id = orders.id)",
            "EXISTS (SELECT 1 FROM items WHERE a = 2)", "id = COALESCE(NULL, id)", "id IN (SELECT id FROM (SELECT id FROM items) d)", "NOT EXISTS (SELECT 1 FROM items WHERE a = 99)",
            $"(a IS NULL OR b = {Number()} OR a IS NOT NULL)", $"(b IS NOT NULL OR a = {Number()} OR note = 'x' OR b IS NULL)", $"CASE WHEN a = {Number()} THEN 1 ELSE 1 END = 1",
            $"id IN (SELECT i.id FROM items i, items j WHERE j.a = {Number()})", $"EXISTS (SELECT 1 FROM items i, items j WHERE i.id = orders.id AND j.a = {Number()})")
        : draw.Of(
            $"a = {Number()}", $"b > {Number()}", $"id = {1 + draw.Below(Rows - 1)}", "note = 'x'", "note LIKE 'xy%'", "a IS NULL", "b IS NOT NULL", $"a IN ({Number()}, {Number()})",
            $"b BETWEEN 2 AND {Number()}", "a = b", $"a + b > {Number()}", $"id IN (SELECT id FROM items WHERE a = {Number()})", $"COALESCE(a, 0) = {Number()}",
            $"NOT a + b = {Number()}", $"EXISTS (SELECT 1 FROM items i WHERE i.id = orders.id AND i.b = {Number()})", $"{Number()} = b",
            $"id IN (SELECT id FROM items WHERE a = {Number()} UNION SELECT id FROM items WHERE b = {Number()})", $"id IN (SELECT id FROM (SELECT id FROM items WHERE a = {Number()}) d)",
            $"id IN (SELECT i.id FROM items i JOIN items j ON i.id = j.id AND j.b = {Number()})", $"NOT EXISTS (SELECT 1 FROM items i WHERE i.id = orders.id AND i.id <> {Rows})",
            $"id NOT IN (SELECT id FROM items WHERE id <> {Rows})",
            $"(a IS NULL OR b = {Number()} OR a = {Number()})", $"CASE WHEN a = {Number()} THEN 1 ELSE 2 END = 1", $"id IN (SELECT i.id FROM items i, items j WHERE j.id = i.id AND j.a = {Number()})",
            $"EXISTS (SELECT 1 FROM items i, items j WHERE i.id = orders.id AND j.id = i.id AND j.a = {Number()})", "id = (SELECT MIN(id) FROM items)", $"id IN (SELECT id FROM items GROUP BY id HAVING MAX(a) = {Number()})");

    private int Number() => 1 + draw.Below(4);
}
