"""A picture as SVG text: classes and coordinates only, so that the style sheet gives the colours.

Written here and not by a template, because a page has nine pictures of some hundred marks each.
"""

from html import escape

from institution.trends.charts.parts import Hover, Label, Path, Picture


def svg(picture: Picture, name: str) -> str:
    """Return the element; all words in it are escaped.

    Args:
        picture: what to draw.
        name: begins the ids of its title and description; unique on the page.
    """
    ground = [path for path in picture.paths if path.kind == "band"]
    marks = [path for path in picture.paths if path.kind != "band"]
    return "".join(
        [
            f'<svg class="chart" viewBox="0 0 {picture.width} {picture.height}" role="img" '
            f'aria-labelledby="{name}-title {name}-about">'
            f'<title id="{name}-title">{escape(picture.title)}</title>'
            f'<desc id="{name}-about">{escape(picture.description)}</desc>',
            *map(_path, ground),
            _path(Path("axis", picture.grid)),
            *map(_path, marks),
            *map(_label, picture.labels),
            *(_hover(column, picture) for column in picture.hovers),
            "</svg>",
        ]
    )


def _path(path: Path) -> str:
    """Return a path."""
    return f'<path class="chart__{path.kind}" d="{path.d}"/>'


def _label(label: Label) -> str:
    """Return words at a place."""
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    kind = f' class="chart__{label.kind}"' if label.kind else ""
    return f'<text x="{label.x:g}" y="{label.y:g}"{anchor}{kind}>{escape(label.text)}</text>'


def _hover(column: Hover, picture: Picture) -> str:
    """Return a column that tells its words when pointed at."""
    return (
        f'<rect class="chart__ask" x="{column.x:g}" y="{picture.top:g}" width="{column.width:g}" '
        f'height="{picture.foot - picture.top:g}"><title>{escape(column.words)}</title></rect>'
    )
