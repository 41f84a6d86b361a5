"""From the claims of many reports to incidents, each with its claims, its estimates and how well it is attested."""

from conflict_nlp.incidents.index import IncidentIndex, find_incidents
from conflict_nlp.incidents.records import Estimate, Incident, Party, Report, ReportedClaim, Toll

__all__ = ["Estimate", "Incident", "IncidentIndex", "Party", "Report", "ReportedClaim", "Toll", "find_incidents"]
