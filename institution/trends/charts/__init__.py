"""Pictures of days as SVG text: classes and coordinates only, the style sheet gives the colours.

Pure: knows no database, no Flask and no language; words come in, and are escaped.
"""

from institution.trends.charts.frame import Frame
from institution.trends.charts.parts import Aim, Change, Data, Happening, Pin, Told, Words, lines
from institution.trends.charts.picture import Ground, picture
from institution.trends.charts.reviews import review_picture
from institution.trends.charts.voice import Answered, voice_picture

__all__ = [
    "Aim",
    "Answered",
    "Change",
    "Data",
    "Frame",
    "Ground",
    "Happening",
    "Pin",
    "Told",
    "Words",
    "lines",
    "picture",
    "review_picture",
    "voice_picture",
]
