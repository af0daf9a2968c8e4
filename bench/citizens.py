"""Citizens at the site, one after another in this process: a form with a photo; what broke off is sent again."""

import io
import json
import re
import sys
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlparse

from PIL import Image

FORM = "application/x-www-form-urlencoded"
EDGE, TRIES, PAUSE = "luwes-bench-photo", 80, 0.25


class Citizen:
    """A browser without pictures and styles: it keeps its connection and its cookie."""

    def __init__(self, base: str) -> None:
        self.host = urlparse(base).netloc
        self.line = HTTPConnection(self.host, timeout=20)
        self.cookie = self.token = ""
        self.again = 0
        noise = io.BytesIO()
        Image.effect_noise((640, 480), 40).convert("RGB").save(noise, "JPEG", quality=70)
        self.photo = noise.getvalue()

    def open(self, path: str) -> None:
        """The page there, whose token the next press sends along."""
        _status, _place, text = self._ask("GET", path, b"", {})
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        self.token = found[1] if found else ""

    def press(self, path: str, **fields: str) -> str:
        """Where it leads."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.token}).encode()
        return self._sent(path, body, FORM)

    def attach(self, path: str, name: str, **fields: str) -> str:
        parts = {**fields, "csrfmiddlewaretoken": self.token}
        text = "".join(
            f'--{EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in parts.items()
        )
        photo = f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="foto.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        body = (text + photo).encode() + self.photo + f"\r\n--{EDGE}--\r\n".encode()
        return self._sent(path, body, f"multipart/form-data; boundary={EDGE}")

    def _sent(self, path: str, body: bytes, kind: str) -> str:
        status, place, text = self._ask("POST", path, body, {"Content-Type": kind})
        if status != 302:
            raise RuntimeError(f"{path} answers {status}: {text[:500]}")
        return place

    def _ask(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, str, str]:
        for _ in range(TRIES):
            try:
                self.line.request(method, path, body, {**headers, "Cookie": self.cookie})
                answer = self.line.getresponse()
                text = answer.read().decode()
                if answer.status < 500:
                    for value in answer.headers.get_all("Set-Cookie", []):
                        self.cookie = value.partition(";")[0]
                    return answer.status, answer.headers.get("Location", ""), text
            except (OSError, HTTPException):
                self.line.close()
            self.again += 1
            time.sleep(PAUSE)
        raise RuntimeError(path)

    def fill_in(self, slug: str, text: str) -> str:
        """The secret of a draft with a photo, all of it answered, its last page open."""
        self.open(f"/layanan/{slug}/isi/")
        start = self.press(f"/layanan/{slug}/isi/")
        key = start.split("/")[2]
        self._ask("GET", start, b"", {})
        self.open(f"/isi/{key}/1/")
        self.attach(f"/isi/{key}/1/", "j_foto", j_uraian=text)
        self.open(f"/isi/{key}/2/")
        self.press(f"/isi/{key}/2/", j_nama="Warga")
        self.open(f"/isi/{key}/periksa/")
        return key

    def confirm(self, key: str) -> None:
        place = self.press(f"/isi/{key}/periksa/", consent="on")
        if "/tanda-terima/" not in place:
            raise RuntimeError(place)


def confirm_prepared(citizen: Citizen, slug: str, part: str, count: int) -> list[str]:
    """Only the last press is timed: from the word to begin on."""
    keys = [citizen.fill_in(slug, f"Ukuran {part} {n}") for n in range(count)]
    citizen.again = 0
    print("ready", flush=True)
    sys.stdin.readline()
    for key in keys:
        citizen.confirm(key)
    return keys


def walk(citizen: Citizen, slug: str, part: str, seconds: int) -> list[str]:
    """From the first page to the receipt, for so many seconds."""
    print("ready", flush=True)
    sys.stdin.readline()
    keys, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        key = citizen.fill_in(slug, f"Ukuran {part} {len(keys)}")
        citizen.confirm(key)
        citizen.open(f"/isi/{key}/tanda-terima/")
        keys.append(key)
    return keys


def main() -> None:
    way, base, slug, part, much = sys.argv[1:]
    citizen = Citizen(base)
    do = {"confirm": confirm_prepared, "walk": walk}[way]
    keys = do(citizen, slug, part, int(much))
    print(json.dumps({"keys": keys, "again": citizen.again, "ended": time.time()}))


if __name__ == "__main__":
    main()
