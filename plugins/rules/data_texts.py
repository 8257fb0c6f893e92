"""The texts of the data files, each with its place: content/data/practice.toml and so on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plugins.problems.places import Keys, Place
from plugins.reading.data_file import DataFile
from plugins.reading.site_data import SiteData


@dataclass(frozen=True, slots=True)
class DataText:
    """A text of a data file. keys: the way to it."""

    file: DataFile
    keys: Keys
    value: str

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.file.path

    @property
    def name(self) -> str:
        """The file, short: "practice"."""
        return self.path.rpartition("/")[2].partition(".")[0]

    @property
    def field(self) -> str:
        """The field that holds it, or the list that it is an entry of."""
        return next((str(key) for key in reversed(self.keys) if isinstance(key, str)), "")

    @property
    def place(self) -> Place:
        """Line and column."""
        return self.file.places.find(self.keys)


def texts_of(data: SiteData) -> Iterator[DataText]:
    """Yield every text of every data file that could be read."""
    for file in data.files:
        for keys, value in walk(file.values):
            yield DataText(file, keys, value)


def walk(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Yield the texts below a value, each with the way to it."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, (*keys, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk(inner, (*keys, index))
