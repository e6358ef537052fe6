"""Pictures of pages made fit for paper: in grey, by shape and dash, without what one points at."""

import re

NAMESPACE = '<svg xmlns="http://www.w3.org/2000/svg" '
POINTED_AT = re.compile(r'<rect class="chart__ask".*?</rect>', re.DOTALL)
GREY = (
    'text{font-family:"DejaVu Sans";font-size:11px;fill:#222}'
    ".chart__strong{fill:#000}"
    ".chart__band{fill:#dcdcdc}"
    ".chart__axis{stroke:#999;stroke-width:.8;fill:none}"
    ".chart__line{stroke:#000;stroke-width:2;fill:none;stroke-linejoin:round}"
    ".chart__days{stroke:#777;stroke-width:3;stroke-linecap:round;fill:none}"
    ".chart__open{stroke:#777;stroke-width:1;fill:#fff}"
    ".chart__points{stroke:#000;stroke-width:4.6;stroke-linecap:round;fill:none}"
    ".chart__goal{stroke:#000;stroke-width:1.2;stroke-dasharray:4 4;fill:none}"
    ".chart__target{fill:none;stroke:#000;stroke-width:1;stroke-dasharray:2 3}"
    ".chart__voice{stroke:#444;stroke-width:2;stroke-dasharray:1 4;stroke-linecap:round;fill:none}"
    ".chart__voice-mark{fill:#fff;stroke:#000;stroke-width:1.6}"
    ".chart__event,.chart__flag{stroke:#555;stroke-width:1;stroke-dasharray:2 2;fill:none}"
    ".chart__behind{fill:#aaa}"
    ".chart--many{stroke-width:1.6}"
)


def for_paper(svg: str) -> str:
    """Return a picture with its own greys; the page gave it colours by a style sheet."""
    bare = POINTED_AT.sub("", svg).replace("<svg ", NAMESPACE, 1)
    head, end, rest = bare.partition(">")
    return f"{head}{end}<style>{GREY}</style>{rest}"
