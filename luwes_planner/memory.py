"""Have polars give freed memory back soon; imported before it.

Its allocator (jemalloc) keeps what was freed for ten seconds, which is longer than planning takes:
the text of the tables would stand beside the network. It reads this once, when it is loaded.
"""

import os

os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:100,muzzy_decay_ms:0")
