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
            foreach (var segment in lines[i])
                Append(svg, segment);
            svg.Append("</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder svg, Segment segment)
    {
        var text = WebUtility.HtmlEncode(segment.Text);
        var colour = segment.Style.Foreground == Color.Default ? "" : $" fill=\"#{segment.Style.Foreground.ToHex()}\"";
        var weight = segment.Style.Decoration.HasFlag(Decoration.Bold) ? " font-weight=\"bold\"" : "";
        svg.Append(colour + weight == "" ? text : $"<tspan{colour}{weight}>{text}</tspan>");
    }
}
