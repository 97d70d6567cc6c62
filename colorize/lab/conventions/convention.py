"""What a library's convention is: a function that asks the library, and what its numbers mean."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from colorize.text import Text


@dataclass(frozen=True)
class Convention:
    """One library's way to write a color.

    Args:
        name: its key in `CONVENTIONS`.
        library: whose it is.
        function: the call, as one looks it up.
        mode: the color mode of ours that it is nearest to.
        channels: (name, low, high) in the library's order; what sRGB colors can reach. Empty for text without numbers.
        meaning: what the library means by them.
        catch: what people trip over.
        ask: an image of 1 x 1 pixel, uint8 sRGB (1, 1, 3), to the library's numbers, or to CSS text. Its source is the
            snippet that people copy, so it imports what it needs and stands alone.
        digits: decimals that are shown; 0 for whole numbers.
    """

    name: str
    library: str
    function: str
    mode: str
    channels: tuple[tuple[str, float, float], ...]
    meaning: Text
    catch: Text
    ask: Callable[[np.ndarray], Sequence[float] | str]
    digits: int = 3

    def shown(self, rgb: Sequence[int]) -> str:
        """What the library says of an 8-bit color: numbers at `digits` decimals between commas, or its text."""
        answer = self.ask(np.array([[rgb]], np.uint8))
        if isinstance(answer, str):
            return answer
        # + 0 turns -0.0 into 0.0
        return ", ".join(f"{float(number) + 0:.{self.digits}f}" for number in np.round(answer, self.digits) + 0.0)

    def snippet(self, rgb: Sequence[int]) -> str:
        """Python code that prints what `shown` shows, with the library alone."""
        _, *lines = textwrap.dedent(inspect.getsource(self.ask)).splitlines()
        body = textwrap.dedent("\n".join(lines))
        imports = re.findall(r"^(?:import|from) .+$", body, re.MULTILINE)
        work = [line for line in body.splitlines() if line and line not in imports]
        result = work.pop().removeprefix("return ")
        rounded = f"*np.round({result}, {self.digits})" if self.digits else f"*{result}"
        printed = f"print({result})" if self.library == "CSS" else f"print({rounded})"
        pixel = f"rgb = np.uint8([[[{', '.join(str(int(value)) for value in rgb)}]]])"
        return "\n".join([*sorted({*imports, "import numpy as np"}, key=_import_order), "", pixel, *work, printed])


def _import_order(line: str) -> tuple[bool, str]:
    """`import x` before `from x import y`, each by name."""
    return line.startswith("from"), line
