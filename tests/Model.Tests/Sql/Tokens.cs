using ImmutableGuard.Sql;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>
/// What a text is cut into, by the rules of each dialect: words as they stand, behind a letter strings, quoted names, numbers, parameters, unknown parts and operators;
/// <c>?</c> where other dialects would cut otherwise, and what is wrong.
/// </summary>
public class Tokens
{
    [Theory]
    [InlineData(SqlDialect.TSql, "SELECT a.b,[c d].e FROM #t WHERE x>=5.25e-3 AND y!=0x1F OR z<>N'it''s'", "SELECT a . b , Q:[c~d] . e FROM #t WHERE x o>= N:5.25e-3 AND y o!= N:0x1F OR z o<> S:N'it''s'")]
    [InlineData(SqlDialect.TSql, "@p=@@rowcount+$1-(-5)--c", "P:@p = P:@@rowcount o+ P:$1 o- ( o- N:5 )")]
    [InlineData(SqlDialect.TSql, "a /* b /* c */ d */ e -- f'", "a e")]
    [InlineData(SqlDialect.MySql, "a /* b /* c */ d */ e", "a d o* o/ e")]
    [InlineData(SqlDialect.MySql, "a--b --c # d", "a o- o- b o- o- c")]
    [InlineData(SqlDialect.MySql, "a-- b", "a")]
    [InlineData(SqlDialect.MySql, "`a``b`.`c` \"d\\\"e\" 'f\\'g' 'h\\\\' \"i\"\"j\"", "Q:`a``b` . Q:`c` S:\"d\\\"e\" S:'f\\'g' S:'h\\\\' S:\"i\"\"j\"")]
    [InlineData(SqlDialect.PostgreSql, "'a\\' 'b' E'c\\'d' e'f\\\\' U&'g\\' U&\"h\" \"i\"\"j\"", "S:'a\\' S:'b' S:E'c\\'d' S:e'f\\\\' S:U&'g\\' Q:U&\"h\" Q:\"i\"\"j\"")]
    [InlineData(SqlDialect.PostgreSql, "$$a'b$$ $t$c$$d$t$ $1 a$b$ $1$", "S:$$a'b$$ S:$t$c$$d$t$ P:$1 a$b$ P:$1 o$")]
    [InlineData(SqlDialect.PostgreSql, "'a' 'b\\' E'c\\'' 'd\\''", "S:'a' S:'b\\' S:E'c\\'' S:'d\\''")]
    [InlineData(SqlDialect.Oracle, "q'[it's]' Q'(a)' nq'!b!' q'{c}' q'<d>' N'e' q'x", "S:q'[it's]' S:Q'(a)' S:nq'!b!' S:q'{c}' S:q'<d>' S:N'e' S:q'x (a string is not closed)")]
    [InlineData(SqlDialect.Oracle, "a#b$c # d", "a#b$c # d")]
    [InlineData(SqlDialect.Oracle, "a \n / \n b / c", "a / b o/ c")]
    [InlineData(SqlDialect.Sqlite, "[a b] `c` \"d\" x'1F' @a(') $b::c(d) :e ?1 #f", "Q:[a~b] Q:`c` Q:\"d\" S:x'1F' P:@a(') P:$b::c(d) P::e P:?1 o# f")]
    [InlineData(SqlDialect.MySql, "0x1F 0xG 1e5 1e+5 1e 1.5.2 .5 a.5 5.a 1_000 1a 1$ 5e- 12ab'c'", "N:0x1F N:0x G N:1e5 N:1e+5 1e N:1.5 N:.2 N:.5 a . N:5 N:5. a N:1_000 1a 1$ 5e o- 12ab S:'c'")]
    [InlineData(SqlDialect.TSql, "1a 1e 1.e5 .5e1 5..b a.b.5 ).5 5 .5", "N:1 a N:1 e N:1.e5 N:.5e1 N:5. . b a . b . N:5 ) . N:5 N:5 N:.5 (a bracket is not opened)")]
    [InlineData(SqlDialect.Any, "'a\\' b 'c'", "S:'a\\' b S:'c' ?")]
    [InlineData(SqlDialect.Any, "'a\\\\' b 'c\\x'", "S:'a\\\\' b S:'c\\x'")]
    [InlineData(SqlDialect.Any, "a # b", "a # b ?")]
    [InlineData(SqlDialect.Any, "a --b", "a ?")]
    [InlineData(SqlDialect.Any, "a /* b /* c */", "a ? (a comment is not closed)")]
    [InlineData(SqlDialect.Any, "a /*! b */ c", "a c ?")]
    [InlineData(SqlDialect.Any, "\"a\\\" b\"", "Q:\"a\\\" b Q:\" ? (a quoted name is not closed)")]
    [InlineData(SqlDialect.Any, "`a\\` b`", "Q:`a\\` b Q:` (a quoted name is not closed)")]
    [InlineData(SqlDialect.Any, "[a-b] x[1] x[a b] y [c'd]", "Q:[a-b] x Q:[1] x Q:[a~b] y Q:[c'd] ?")]
    [InlineData(SqlDialect.Any, "q'[it's]' q'x' e'a\\'b'", "S:q'[it's]' S:q'x'~e'a\\'b' ? (a string is not closed)")]
    [InlineData(SqlDialect.Any, "$$a$$ $1 $a b@c d#e", "S:$$a$$ P:$1 P:$a b P:@c d#e ?")]
    [InlineData(SqlDialect.MySql, "a /*! b */ c /*!50001 d */ e /*!50700 f */ g /*M! h */ i /*!999999 j */", "a b c d e f g h i j ?")]
    [InlineData(SqlDialect.MySql, "/*! a", "a (a comment is not closed)")]
    [InlineData(SqlDialect.MySql, "/* a", "(a comment is not closed)")]
    [InlineData(SqlDialect.MySql, "a */ b", "a o* o/ b")]
    [InlineData(SqlDialect.Sqlite, "/* a", "")]
    [InlineData(SqlDialect.PostgreSql, "/* /* a */", "(a comment is not closed)")]
    [InlineData(SqlDialect.TSql, "'a", "S:'a (a string is not closed)")]
    [InlineData(SqlDialect.TSql, "[a", "Q:[a (a quoted name is not closed)")]
    [InlineData(SqlDialect.TSql, "[a]]b] \"c\"\"d\"", "Q:[a]]b] Q:\"c\"\"d\"")]
    [InlineData(SqlDialect.TSql, "\"a", "Q:\"a (a quoted name is not closed)")]
    [InlineData(SqlDialect.PostgreSql, "$$a", "S:$$a (a string is not closed)")]
    [InlineData(SqlDialect.PostgreSql, "$a$b$a", "S:$a$b$a (a string is not closed)")]
    [InlineData(SqlDialect.TSql, "(a(b)c", "( a ( b ) c (a bracket is not closed)")]
    [InlineData(SqlDialect.TSql, "a)b", "a ) b (a bracket is not opened)")]
    [InlineData(SqlDialect.PostgreSql, "a[1] (a]) [b)", "a [ N:1 ] ( a ] ) [ b ) (a bracket is not opened)")]
    [InlineData(SqlDialect.MySql, ":a :=b a:b a: b {=c} {d} {=e ?? ? ?1 ::f", "P::a o: = b a o: b a o: b P:{=c} o{ d o} P:{=e P:? P:? P:? P:?1 o:: f")]
    [InlineData(SqlDialect.TSql, ":a lbl:b {=c} {=d @e@f @@g$ @#h", "o: a lbl o: b P:{=c} P:{=d P:@e@f P:@@g$ P:@#h")]
    [InlineData(SqlDialect.PostgreSql, ":a ::b a::c :\"d\" {=e} @f @@g @-h a@b a:b:c", "P::a o:: b a o:: c o: Q:\"d\" P:{=e} P:@f P:@@g o@ o- h a P:@b a P::b P::c")]
    [InlineData(SqlDialect.PostgreSql, "@E'it\\'s' @@$$it's$$ @'x' @\"y\"", "o@ S:E'it\\'s' o@ o@ S:$$it's$$ P:@'x' P:@\"y\"")]
    [InlineData(SqlDialect.MySql, "@'a b' @`c\\` @\"d\\\"e\" @f.g @@h.i", "P:@'a~b' P:@`c\\` P:@\"d\\\"e\" P:@f . g P:@@h . i")]
    [InlineData(SqlDialect.Any, "@a(') :b(c) $d(e f) @f(g", "P:@a ( S:')~:b(c)~$d(e~f)~@f(g ? (a string is not closed)")]
    [InlineData(SqlDialect.Sqlite, "@a(b c) @d(e)f #g(h) #i", "P:@a(b~ c ) P:@d(e) f P:#g(h) o# i (a bracket is not opened)")]
    [InlineData(SqlDialect.Any, "a\n/\nb", "a / b ?")]
    [InlineData(SqlDialect.Any, "a \n/ b \n / \n c", "a o/ b / c ?")]
    [InlineData(SqlDialect.Oracle, "/ \na", "/ a")]
    [InlineData(SqlDialect.Any, "a \u00A0b\u00E9c \u3000d", "a \u00A0b\u00E9c \u3000d ?")]
    [InlineData(SqlDialect.TSql, "a\u00A0b\u200Bc \uFEFFd", "a b c d")]
    [InlineData(SqlDialect.PostgreSql, "a\u00A0b \uFEFFc", "a\u00A0b \uFEFFc")]
    [InlineData(SqlDialect.Sqlite, "\uFEFFa b\uFEFFc", "a b\uFEFFc")]
    [InlineData(SqlDialect.TSql, "a\u0001b\u001Fc", "a b c")]
    [InlineData(SqlDialect.PostgreSql, "a\u0001b", "a o\u0001 b (a control character)")]
    [InlineData(SqlDialect.TSql, "\uFFFC a\uFFFC \uFFFC\uFFFC '\uFFFC' [\uFFFC] @\uFFFC \uFFFC.b \uFFFC'c'", "H:\uFFFC a\uFFFC H:\uFFFC\uFFFC S:'\uFFFC' Q:[\uFFFC] P:@\uFFFC H:\uFFFC . b H:\uFFFC S:'c'")]
    [InlineData(SqlDialect.PostgreSql, "/* \uFFFC */ -- \uFFFC", "(an unknown part in a comment, which it may close)")]
    [InlineData(SqlDialect.TSql, "a<=b>=c<>d!=e||f&&g<h>i!j%k^l~m|n&o", "a o<= b o>= c o<> d o!= e o|| f o&& g o< h o> i o! j o% k o^ l o~ m o| n o& o")]
    [InlineData(SqlDialect.TSql, "a\fb\vc\td\re", "a b c d e")]
    [InlineData(SqlDialect.TSql, "-- a\rb", "b (a carriage return without a line feed in a comment)")]
    [InlineData(SqlDialect.TSql, "-- a\r\nb", "b")]
    [InlineData(SqlDialect.MySql, "/*+ x'y */ z", "z (a quote in a hint, which may hold the hint's end)")]
    [InlineData(SqlDialect.PostgreSql, "/*+ x'y */ z", "z")]
    [InlineData(SqlDialect.MySql, "/*+ 'x' \"y\" */ z", "z")]
    [InlineData(SqlDialect.Any, "/*+ x`y */ z", "z (a quote in a hint, which may hold the hint's end)")]
    [InlineData(SqlDialect.Any, "-- a\0b", "(a NUL in a comment, where a text may end)")]
    [InlineData(SqlDialect.MySql, "a||b&&c<=>d:=e", "a o|| b o&& c o<= o> d o: = e")]
    [InlineData(SqlDialect.Any, "a[1] b. [c] 'd'[e-f]", "a Q:[1] b . Q:[c] S:'d' Q:[e-f] ?")]
    [InlineData(SqlDialect.Any, "n'a' N'b' u'c' U&'d' x'e' b'f' r'g' _utf8'h' en'i'", "S:n'a' S:N'b' u S:'c' S:U&'d' S:x'e' S:b'f' r S:'g' _utf8 S:'h' en S:'i'")]
    [InlineData(SqlDialect.TSql, "19.09e9 .9 .0 9 0 1e+9 1e-0 5e9 0x9aF0 zZ_9$ AZaz", "N:19.09e9 N:.9 N:.0 N:9 N:0 N:1e+9 N:1e-0 N:5e9 N:0x9aF0 zZ_9$ AZaz")]
    [InlineData(SqlDialect.TSql, "a.0 a.9 (a).9 [a].5 @a.5", "a . N:0 a . N:9 ( a ) . N:9 Q:[a] . N:5 P:@a . N:5")]
    [InlineData(SqlDialect.MySql, "09 9a 0b 1.9 9e9 `a`.9 a.9", "N:09 9a 0b N:1.9 N:9e9 Q:`a` . N:9 a . N:9")]
    [InlineData(SqlDialect.PostgreSql, "$19 $90 $0 $9a $1INTO t $10b", "P:$19 P:$90 P:$0 P:$9 a P:$1 INTO t P:$10 b")]
    [InlineData(SqlDialect.Any, "$1a b$2", "P:$1 a b$2 ?")]
    [InlineData(SqlDialect.MySql, "/*!50100 a */ b", "a b")]
    [InlineData(SqlDialect.MySql, "/*!50101 a */ b", "a b ?")]
    [InlineData(SqlDialect.MySql, "/*!90999 a */ b /*!9 c */", "a b c ?")]
    [InlineData(SqlDialect.Any, "# a #", "# a # ?")]
    [InlineData(SqlDialect.Any, "a --b\n c --d", "a c ?")]
    [InlineData(SqlDialect.Any, "q'[a]' q'[b]'", "S:q'[a]' S:q'[b]' ?")]
    [InlineData(SqlDialect.Any, "$$a$$ $$b$$", "S:$$a$$ S:$$b$$ ?")]
    [InlineData(SqlDialect.Any, "/*! a */ /*! b */", "?")]
    [InlineData(SqlDialect.Any, "x[1] y[2]", "x Q:[1] y Q:[2] ?")]
    [InlineData(SqlDialect.Any, "[c'd] [e'f]", "Q:[c'd] Q:[e'f] ?")]
    [InlineData(SqlDialect.Any, "'a\\' b 'c\\' d", "S:'a\\' b S:'c\\' d ?")]
    [InlineData(SqlDialect.Any, "a#b c#d", "a#b c#d ?")]
    [InlineData(SqlDialect.Any, "a@b c@d", "a P:@b c P:@d ?")]
    [InlineData(SqlDialect.Any, "/* a /* b */ c */ /* d /* e */ f */", "?")]
    [InlineData(SqlDialect.Any, "a\n/\nb\n/\n", "a / b / ?")]
    [InlineData(SqlDialect.Any, "[a_b c.d:e,f] [a]", "Q:[a_b~c.d:e,f] Q:[a]")]
    [InlineData(SqlDialect.Any, "a:b c:d :e", "a P::b c P::d P::e ?")]
    [InlineData(SqlDialect.Any, "a ::b :c", "a o:: b P::c")]
    [InlineData(SqlDialect.Oracle, "q'[\uFFFC]' 'a' q'[b]'", "S:q'[\uFFFC]' S:'a' S:q'[b]'")]
    [InlineData(SqlDialect.PostgreSql, "$$\uFFFC$$ $$a$$ $a$\uFFFC$a$", "S:$$\uFFFC$$ S:$$a$$ S:$a$\uFFFC$a$")]
    [InlineData(SqlDialect.TSql, "0x 0X1 1x 00x1", "N:0x N:0X1 N:1 x N:00 x1")]
    [InlineData(SqlDialect.PostgreSql, "'a' E'b\\'c' 'd\\' e'", "S:'a' S:E'b\\'c' S:'d\\'~e'")]
    [InlineData(SqlDialect.PostgreSql, "E'a'\n'b\\'c' d", "S:E'a' S:'b\\'c' d")]
    [InlineData(SqlDialect.PostgreSql, "'a'\n'b\\' c'", "S:'a' S:'b\\' c S:' (a string is not closed)")]
    [InlineData(SqlDialect.PostgreSql, "E'a' || 'b\\' c", "S:E'a' o|| S:'b\\' c")]
    [InlineData(SqlDialect.PostgreSql, "u'a' U&'b\\' u&\"c\" u & 'd' u&e", "u S:'a' S:U&'b\\' Q:u&\"c\" u o& S:'d' u o& e")]
    [InlineData(SqlDialect.MySql, "u&'a' nq'b' q'c'", "u o& S:'a' nq S:'b' q S:'c'")]
    [InlineData(SqlDialect.Oracle, "nq'[a]' bq'b' nx'c' n'd'", "S:nq'[a]' bq S:'b' nx S:'c' S:n'd'")]
    [InlineData(SqlDialect.Sqlite, "@a::b(c) $a:b :a(b #a::b(c) @a(b\tc)", "P:@a::b(c) P:$a P::b P::a(b~ P:#a::b(c) P:@a(b\t c ) (a bracket is not opened)")]
    [InlineData(SqlDialect.Any, "@a(b) @a(b+c) @a(b", "P:@a ( b ) P:@a ( b o+ c ) P:@a ( b ? (a bracket is not closed)")]
    [InlineData(SqlDialect.TSql, "{ { =a} {=b c} {", "o{ o{ = a o} P:{=b c o} o{")]
    [InlineData(SqlDialect.Sqlite, ":a@b $a#b ?12a ?", "P::a P:@b P:$a o# b P:?12a P:?")]
    [InlineData(SqlDialect.TSql, "\u0080a a\u0080 @\u0080", "\u0080a a\u0080 P:@\u0080")]
    [InlineData(SqlDialect.TSql, "a\u0085b\u1680c\u2000d\u2028e\u202Ff\u205Fg", "a b c d e f g")]
    [InlineData(SqlDialect.MySql, "a\u2003b", "a\u2003b")]
    [InlineData(SqlDialect.TSql, "((a)) (()) [a](b)", "( ( a ) ) ( ( ) ) Q:[a] ( b )")]
    [InlineData(SqlDialect.PostgreSql, "[[a]] a[b[c]] (a[b)", "[ [ a ] ] a [ b [ c ] ] ( a [ b ) (a bracket is not opened)")]
    [InlineData(SqlDialect.MySql, "/*! a /* b */ c */ d", "a c d")]
    [InlineData(SqlDialect.MySql, "/*!50000 */ a*/ b", "a o* o/ b")]
    [InlineData(SqlDialect.Any, "/*+ 'a\" */ b /*+ 'c */", "b (a quote in a hint, which may hold the hint's end)")]
    [InlineData(SqlDialect.Any, "/*+ a */ -- \uFFFC\n/* \0 */", "(an unknown part in a comment, which it may close)")]
    public void Text_IsCutByTheRulesOfItsDialect(SqlDialect dialect, string text, string tokens)
    {
        Assert.Equal(tokens, Cut(text, dialect));
        // Wherever it stands: a text is looked at so many characters at a time.
        for (var spaces = 1; spaces <= 66; spaces++)
            Assert.Equal(tokens, Cut(new string(' ', spaces) + text, dialect));
    }

    private static string Cut(string text, SqlDialect dialect)
    {
        var lexer = new Lexer();
        lexer.Read(text, DialectLexis.Of(dialect), stops: false);
        var tokens = lexer.Tokens.Take(lexer.Count).Select(token => Shown(text, token));
        return string.Join(' ', [.. tokens, .. lexer.Ambiguous ? (string[])["?"] : [], .. lexer.Problem is { } problem ? (string[])[$"({problem})"] : []]);
    }

    private static string Shown(string text, Token token)
    {
        Assert.Equal(text.AsSpan(token.Start, token.End - token.Start).Contains(SqlEffects.Hole), token.HasHole);
        var shown = text[token.Start..token.End].Replace(' ', '~').Replace("\n", "\\n");
        return token.Kind switch
        {
            TokenKind.Word => shown,
            TokenKind.Quoted or TokenKind.String or TokenKind.Number or TokenKind.Parameter or TokenKind.Hole => $"{token.Kind.ToString()[0]}:{shown}",
            TokenKind.Operator => $"o{shown}",
            _ => shown,
        };
    }
}
