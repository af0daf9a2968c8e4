"""The icons we use, by meaning. `assets.py` builds one SVG file of them."""

PATTERN = "arsir"

# our word: the file in lucide-static
LUCIDE = {
    "add-user": "user-plus",
    "alert": "triangle-alert",
    "arrow": "arrow-right",
    "back": "arrow-left",
    "ban": "ban",
    "bell": "bell",
    "book": "book-open",
    "building": "building-2",
    "cal": "calendar",
    "check": "check",
    "clock": "clock",
    "close": "x",
    "columns": "columns-3",
    "doc": "file-text",
    "down": "chevron-down",
    "download": "download",
    "edit": "pencil",
    "eye": "eye",
    "filter": "list-filter",
    "gear": "settings",
    "globe": "languages",
    "history": "history",
    "home": "house",
    "info": "info",
    "keep": "pin",
    "key": "key-round",
    "link": "link-2",
    "list": "list",
    "log": "scroll-text",
    "map": "map",
    "menu": "menu",
    "moon": "moon",
    "more": "ellipsis",
    "move": "arrow-left-right",
    "off": "cloud-off",
    "ok": "circle-check",
    "out": "log-out",
    "pause": "circle-pause",
    "phone": "phone",
    "photo": "image",
    "pin": "map-pin",
    "plus": "plus",
    "print": "printer",
    "proof": "shield-check",
    "qr": "qr-code",
    "refresh": "refresh-cw",
    "search": "search",
    "send": "send",
    "star": "star",
    "stop": "octagon-alert",
    "swap": "arrow-left-right",
    "table": "table",
    "talk": "message-square-text",
    "teach": "graduation-cap",
    "tool": "wrench",
    "trash": "trash-2",
    "tree": "network",
    "undo": "undo-2",
    "up": "chevron-up",
    "upload": "upload",
    "user": "user",
    "users": "users",
    "wall": "monitor",
    "wave": "waves",
    "work": "briefcase-business",
}

# drawn for Luwes: the siger is Lampung's crown, the mark the reed that bends
OWN = {
    "siger": (
        "0 0 24 24",
        '<path d="M3.5 18.5h17M4.5 15.5 3.5 8l4 3 1-5.5 2.5 4 1-5.5 1 5.5 2.5-4 1 5.5 4-3-1 7.5z"/>',
    ),
    "mark": (
        "0 0 32 32",
        '<path d="M8 27C8 17 9 9 17 5M13 27c0-9 2-15 9-18.5M18 27c0-7 2.5-11 8-13.5"/>',
    ),
    "flood": (
        "0 0 24 24",
        '<path d="M3 18c2 0 2-1.5 4.5-1.5S10 18 12 18s2-1.5 4.5-1.5S19 18 21 18M3 21.5c2 0 2-1.5 '
        "4.5-1.5s2.5 1.5 4.5 1.5 2-1.5 4.5-1.5 2.5 1.5 4.5 1.5M6 13V9l6-5 6 5v4M10 13v-3h4v3"
        '"/>',
    ),
}

NAMES = frozenset(LUCIDE) | frozenset(OWN)
