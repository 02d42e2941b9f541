using System.Text.RegularExpressions;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Strings;

/// <summary>
/// The texts that a template of Dapper.SqlBuilder can be: <c>builder.AddTemplate("DELETE FROM t /**where**/")</c> with the clauses that are added to the builder
/// in the same member, put together as the library does it when <c>RawSql</c> is asked for.
/// </summary>
internal static class SqlBuilderTexts
{
    private const int MostTexts = 32;

    // What is left of a template's places when all clauses have found theirs.
    private static readonly Regex Place = new(@"\/\*\*.+?\*\*\/", RegexOptions.None, TimeSpan.FromMilliseconds(100));

    private static readonly Dictionary<string, (string Place, string Joiner, string Prefix, string Postfix)> Clauses = new(StringComparer.Ordinal)
    {
        ["Intersect"] = ("intersect", "\nINTERSECT\n ", "\n ", "\n"),
        ["InnerJoin"] = ("innerjoin", "\nINNER JOIN ", "\nINNER JOIN ", "\n"),
        ["LeftJoin"] = ("leftjoin", "\nLEFT JOIN ", "\nLEFT JOIN ", "\n"),
        ["RightJoin"] = ("rightjoin", "\nRIGHT JOIN ", "\nRIGHT JOIN ", "\n"),
        ["Join"] = ("join", "\nJOIN ", "\nJOIN ", "\n"),
        ["Where"] = ("where", " AND ", "WHERE ", "\n"),
        [Alternative] = ("where", " OR ", "WHERE ", "\n"),
        ["OrderBy"] = ("orderby", " , ", "ORDER BY ", "\n"),
        ["GroupBy"] = ("groupby", " , ", "\nGROUP BY ", "\n"),
        ["Having"] = ("having", "\nAND ", "HAVING ", "\n"),
        ["Select"] = ("select", " , ", "", "\n"),
        ["Set"] = ("set", " , ", "SET ", "\n"),
    };

    private const string Alternative = "OrWhere";

    /// <summary>Whether a property is what a template has become.</summary>
    public static bool IsOne(IPropertySymbol property) => property is { Name: "RawSql", ContainingType: { Name: "Template", ContainingType: { } builder } } && IsBuilder(builder);

    /// <summary>The texts; null where the builder is handed on, or comes from elsewhere.</summary>
    /// <param name="text">The property that is asked for.</param>
    /// <param name="frame">What stands for the parameters around it.</param>
    /// <param name="origins">Where values come from.</param>
    /// <param name="read">Reads the texts that a value can be; null where it isn't known.</param>
    public static IReadOnlyList<string>? Of(IPropertyReferenceOperation text, Frame frame, Origins origins, Func<Value, IReadOnlyList<string>?> read)
    {
        if (text.Instance is not { } instance || origins.Of(new(instance, frame)) is not { Count: > 0 } templates)
            return null;
        var texts = new List<string>();
        foreach (var template in templates)
        {
            if (template.Operation is not IInvocationOperation { TargetMethod.Name: "AddTemplate", Arguments: [{ Value: var given }, ..] } added || added.Root() != text.Root()
                || read(new(given, template.Frame)) is not { } written || AddedTo(added) is not { } clauses)
                return null;
            var always = clauses.Where(clause => IsAlwaysBefore(clause, text)).ToList();
            // Fewer conditions limit less, and so do more alternatives: what lies between is one of these.
            foreach (var some in new[] { clauses, always, [.. clauses.Where(clause => clause.TargetMethod.Name == Alternative || always.Contains(clause))] })
                texts.AddRange(written.SelectMany(one => Filled(one, some, template.Frame, read)));
        }

        return texts.Distinct(StringComparer.Ordinal).Take(MostTexts + 1).ToList() is { Count: <= MostTexts } all ? all : null;
    }

    private static IEnumerable<string> Filled(string template, IReadOnlyList<IInvocationOperation> clauses, Frame frame, Func<Value, IReadOnlyList<string>?> read)
    {
        IEnumerable<string> texts = [template];
        foreach (var place in clauses.GroupBy(clause => Clauses[clause.TargetMethod.Name].Place))
        {
            var (_, joiner, prefix, postfix) = Clauses[place.First().TargetMethod.Name];
            var together = Joined([.. place.Where(clause => clause.TargetMethod.Name != Alternative)], joiner);
            var either = Joined([.. place.Where(clause => clause.TargetMethod.Name == Alternative)], " OR ").Select(text => text.Length == 0 ? text : $" ( {text} ) ");
            var filling = together.SelectMany(_ => either, (all, some) => prefix + (all.Length > 0 && some.Length > 0 ? all + joiner + some : all + some) + postfix).ToList();
            texts = texts.SelectMany(_ => filling, (text, clause) => text.Replace($"/**{place.Key}**/", clause)).Take(MostTexts + 1);
        }

        return texts.Select(text => Place.Replace(text, ""));

        IEnumerable<string> Joined(IReadOnlyList<IInvocationOperation> some, string joiner) => some.Aggregate(
            (IEnumerable<string>)[""],
            (before, clause) => before.SelectMany(_ => read(new(clause.Arguments[0].Value, frame)) ?? [SqlEffects.Hole.ToString()], (text, next) => text.Length == 0 ? next : text + joiner + next).Take(MostTexts + 1));
    }

    /// <summary>The clauses that are added to the builder of a template; null where not all can be seen.</summary>
    private static IReadOnlyList<IInvocationOperation>? AddedTo(IInvocationOperation template)
    {
        var clauses = new List<IInvocationOperation>();
        switch (BeginningOf(template, clauses))
        {
            case IObjectCreationOperation { Type: { } made } when IsBuilder(made):
                return clauses;
            case ILocalReferenceOperation { Local: var local } use when VariableDefinitions.Of(use)?.Reaching is [var definition] && VariableDefinitions.ValueOf(definition)?.WithoutConversions() is { } value:
                clauses.Clear();
                // What it is made with, and what is called on it anywhere in the member.
                var isSeen = BeginningOf(value, clauses) is IObjectCreationOperation { Type: { } type } && IsBuilder(type)
                    && template.Root().Descendants().OfType<ILocalReferenceOperation>().Where(one => SymbolEqualityComparer.Default.Equals(one.Local, local)).All(one => AreCalls(one, clauses));
                return isSeen ? clauses : null;
            default:
                return null;
        }
    }

    /// <summary>What a chain of calls on a builder begins with; what it adds is added to a list.</summary>
    private static IOperation? BeginningOf(IOperation? end, List<IInvocationOperation> clauses)
    {
        for (; end is IInvocationOperation { Instance: { } before } call && IsBuilder(call.TargetMethod.ContainingType); end = before.WithoutConversions())
            if (Clauses.ContainsKey(call.TargetMethod.Name))
                clauses.Insert(0, call);
        return end;
    }

    /// <summary>Whether nothing is done with a builder but calling its own methods, in chains that nobody keeps; what they add is added to a list.</summary>
    private static bool AreCalls(ILocalReferenceOperation use, List<IInvocationOperation> clauses)
    {
        IOperation held = use;
        while (held.Parent is IInvocationOperation { Instance: { } on } call && on == held && IsBuilder(call.TargetMethod.ContainingType))
        {
            if (call.TargetMethod.Name == "AddTemplate")
                return true;
            if (Clauses.ContainsKey(call.TargetMethod.Name))
                clauses.Add(call);
            else if (call.TargetMethod.Name != "AddParameters")
                return false;
            held = call;
        }

        return held != use && held.Parent is IExpressionStatementOperation;
    }

    /// <summary>Whether a call has always happened when a text is asked for: it stands before it, and in no branch, loop or function in which the text doesn't.</summary>
    private static bool IsAlwaysBefore(IOperation call, IOperation text)
    {
        if (call.Syntax.SpanStart > text.Syntax.SpanStart)
            return false;
        for (var inner = call; inner.Parent is { } around; inner = around)
            if (around is IConditionalOperation or ILoopOperation or ISwitchCaseOperation or ISwitchExpressionArmOperation or ITryOperation or ICoalesceOperation or IConditionalAccessOperation or IAnonymousFunctionOperation or ILocalFunctionOperation
                && !inner.DescendantsAndSelf().Contains(text) && (around as IConditionalOperation)?.Condition != inner)
                return false;
        return true;
    }

    private static bool IsBuilder(ITypeSymbol? type) => type is { Name: "SqlBuilder", ContainingNamespace: { Name: "Dapper", ContainingNamespace.IsGlobalNamespace: true } };
}
