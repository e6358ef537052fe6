"""How many bytes a page and the files it asks for are on the line, packed."""

import gzip
import re

from benchmarks.running import fetched
from tests.served import Client


class Load:
    """Counts the bytes of pages and of all files they lead to, each file once."""

    def __init__(self, client: Client) -> None:
        self.client, self.seen = client, set()

    def of(self, *pages: str) -> int:
        """Return the size of pages with their files."""
        return sum(self.page(page) for page in pages)

    def page(self, path: str) -> int:
        """Return the size of a page with its files."""
        size, text = self.packed(path)
        files = re.findall(r'(?:href|src)="(/static/[^"]+)"', text)
        return size + sum(self.file(one) for one in files)

    def file(self, path: str) -> int:
        """Return the size of a file and, of a script, of those it imports."""
        if path in self.seen:
            return 0
        self.seen.add(path)
        size, text = self.packed(path)
        if path.endswith(".js"):
            folder = path.rsplit("/", 1)[0]
            size += sum(self.file(f"{folder}/{n}") for n in re.findall(r'"\./([\w-]+\.js)"', text))
        return size

    def packed(self, path: str) -> tuple[int, str]:
        """Return the size on the line, and the text."""
        _, body, headers = fetched(self.client, path, **{"Accept-Encoding": "gzip"})
        zipped = headers["Content-Encoding"] == "gzip"
        return len(body), (gzip.decompress(body) if zipped else body).decode()
