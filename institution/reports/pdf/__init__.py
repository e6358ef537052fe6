"""Papers as PDF/A-2a and PDF/UA-1, drawn by typst.

Pure: knows no database, no Flask and no clock. What people wrote goes in as JSON and is never read
as markup; the same document always makes the same bytes.
"""

from institution.reports.pdf.drawing import record, report, sheet

__all__ = ["record", "report", "sheet"]
