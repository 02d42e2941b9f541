using System.Globalization;
using System.Net;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ImmutableGuard.Build.Try;

/// <summary>Draws what was shown on a console as an SVG picture.</summary>
public sealed class SvgPicture : IAnsiConsoleEncoder
{
    private const double CharacterWidth = 8.4;
    private const int LineHeight = 19;
    private const int Margin = 16;
    private const string Background = "#101418";
    private const string Foreground = "#d8dee4";

    /// <summary>The picture of everything that was recorded.</summary>
    public static string Of(Recorder recorder) => recorder.Export(new SvgPicture());

    /// <inheritdoc/>
    public string Encode(IAnsiConsole console, IEnumerable<IRenderable> renderables)
    {
        var options = RenderOptions.Create(console, console.Profile.Capabilities);
        var lines = Segment.SplitLines(renderables.SelectMany(renderable => renderable.Render(options, console.Profile.Width)));
        var width = lines.Max(line => line.CellCount()) * CharacterWidth + 2 * Margin;
        var height = lines.Count * LineHeight + 2 * Margin;

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0} {height}\" font-size=\"14\" ");
        svg.Append("font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, monospace\" xml:space=\"preserve\">\n");
        svg.Append($"<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{Background}\"/>\n");
        for (var i = 0; i < lines.Count; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"{Margin + (i + 1) * LineHeight - 5}\" fill=\"{Foreground}\">");
            foreach (var (style, text) in Runs(lines[i]))
                Append(svg, style, text);
            svg.Append("</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>A line's texts, neighbours of one style joined: the console makes a segment of every word.</summary>
    private static List<(Style Style, string Text)> Runs(SegmentLine line)
    {
        var runs = new List<(Style Style, string Text)>();
        foreach (var segment in line)
        {
            if (runs.Count > 0 && runs[^1].Style.Equals(segment.Style))
                runs[^1] = (segment.Style, runs[^1].Text + segment.Text);
            else
                runs.Add((segment.Style, segment.Text));
        }

        return runs;
    }

    private static void Append(StringBuilder svg, Style style, string text)
    {
        var encoded = WebUtility.HtmlEncode(text);
        var colour = style.Foreground == Color.Default ? "" : $" fill=\"#{style.Foreground.ToHex()}\"";
        var weight = style.Decoration.HasFlag(Decoration.Bold) ? " font-weight=\"bold\"" : "";
        svg.Append(colour + weight == "" ? encoded : $"<tspan{colour}{weight}>{encoded}</tspan>");
    }
}
