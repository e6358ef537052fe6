"""Pictures of days as plain geometry: from numbers to lines and dots, written as SVG.

Pure: knows no database, no Flask and no language; words come in and go out as they are.
"""

from institution.trends.charts.frame import Frame
from institution.trends.charts.parts import Aim, Data, Hover, Label, Path, Picture, Pin, Words
from institution.trends.charts.picture import picture
from institution.trends.charts.svg import svg
from institution.trends.charts.voice import Answered, voice_picture

__all__ = [
    "Aim",
    "Answered",
    "Data",
    "Frame",
    "Hover",
    "Label",
    "Path",
    "Picture",
    "Pin",
    "Words",
    "picture",
    "svg",
    "voice_picture",
]
