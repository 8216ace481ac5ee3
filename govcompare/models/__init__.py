"""What all apps stand on: sources and dated facts, the versions loaded, the files that workers make."""

from .exports import ACTIVE, DrawnAhead, ExportJob, ExportKind, ExportState, ExportWorker, ShortLink
from .loads import DatasetArchive, DatasetLoad
from .sources import Dated, DatedQuerySet, Source, Sourced, SourcedQuerySet

__all__ = [
    "ACTIVE",
    "Dated",
    "DatedQuerySet",
    "DatasetArchive",
    "DatasetLoad",
    "DrawnAhead",
    "ExportJob",
    "ExportKind",
    "ExportState",
    "ExportWorker",
    "ShortLink",
    "Source",
    "Sourced",
    "SourcedQuerySet",
]
