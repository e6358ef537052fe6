"""The forms of incidents: telling one, and placing something beside one."""

from institution.incidents.forms import beside, telling

__all__ = ["beside", "telling"]
