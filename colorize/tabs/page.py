"""What all tabs share on the page: its frame, its look, the language in force, and how it is launched."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import ModuleType

import gradio as gr

from colorize.tabs.gradio_text import GRADIO
from colorize.tabs.handler import LANGUAGE_JS, handler
from colorize.tabs.limits import KEPT_SECONDS, max_megabytes
from colorize.tabs.text import BROWSER_TITLE, TEXT, say, t, translations
from colorize.tabs.theme import THEME

HERE = Path(__file__).parent
DRAWING = HERE / "classify" / "draw.js"
LOGO = """<svg viewBox="0 0 48 48" width="40" height="40" role="img" aria-label="Colorize">
<defs><linearGradient id="hues" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#e8a33d"/>
<stop offset=".5" stop-color="#d3544a"/><stop offset="1" stop-color="#2f7f86"/></linearGradient>
<linearGradient id="grays" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#c9c9c9"/>
<stop offset=".5" stop-color="#8a8a8a"/><stop offset="1" stop-color="#5c5c5c"/></linearGradient></defs>
<path d="M24 4a20 20 0 0 0 0 40z" fill="url(#grays)"/><path d="M24 4a20 20 0 0 1 0 40z" fill="url(#hues)"/>
<path d="M24 2v44" stroke="currentColor" stroke-width="2"/></svg>"""


@dataclass(frozen=True)
class Page:
    """What a tab's `build` is given.

    Args:
        blocks: the whole page.
        language: hidden box whose value, in every event wired by `on`, is the language in force.
        language_changed: hidden button that the browser presses when the language changes.
        kept: runs of the Loss lab that the visitor's own browser keeps.
        tab: the tab that is being built.
        titled: tabs whose titles follow the language, each with the key of its title.
    """

    blocks: gr.Blocks
    language: gr.Textbox
    language_changed: gr.Button
    kept: gr.BrowserState
    tab: gr.Tab | None = None
    titled: list[tuple[gr.Tab, str]] = field(default_factory=list)

    def on(self, triggers, function: Callable, inputs, outputs, *, api_name: str, js: str = LANGUAGE_JS, **options):
        """Wire an event: `function` gets the inputs and, last, the language; what it raises becomes a sentence.

        Programs may call it by its name, but the page's API view shows only the endpoints that were made for them.
        """
        return gr.on(
            triggers, handler(function), [*inputs, self.language], outputs, js=js, api_name=api_name,
            api_visibility="undocumented", **options,
        )  # fmt: skip

    def live(self, triggers, inputs, js: str):
        """Wire an event that the browser answers by itself, by a function of `page.js`."""
        return gr.on(triggers, None, inputs, None, js=js, show_progress="hidden")

    def live_after(self, event, js: str, inputs=None):
        """Let the browser do something by itself once an event that `on` has wired went well."""
        return event.success(None, inputs, None, js=js, show_progress="hidden")

    def add_tab(self, name: str, tab: ModuleType) -> None:
        """Build a tab; its title follows the language, which Gradio forgets for tabs that were not opened yet."""
        with gr.Tab(t(tab.TITLE), id=name, elem_id=f"tab-{name}") as item:
            tab.build(replace(self, tab=item))
        self.follow(item, tab.TITLE)

    def follow(self, item: gr.Tab, title: str) -> None:
        """Let a tab's title follow the language."""
        self.titled.append((item, title))

    def wire_titles(self) -> None:
        """Let all titles follow at once: Gradio carries out the events of a click one after the other."""
        items, keys = zip(*self.titled, strict=True)
        self.on(
            self.language_changed.click, partial(retitle, keys), [], list(items), api_name="titles", queue=False,
            show_progress="hidden",
        )  # fmt: skip

    def on_success(self, event, function: Callable, inputs, outputs, *, api_name: str, queue: bool = False):
        """Wire what follows when an event that `on` has wired went well; in the queue where a state changes."""
        return self._after(event.success, function, inputs, outputs, api_name, queue)

    def on_failure(self, event, function: Callable, inputs, outputs, *, api_name: str, queue: bool = False):
        """The same for one that ends with an error."""
        return self._after(event.failure, function, inputs, outputs, api_name, queue)

    def _after(self, listen: Callable, function: Callable, inputs, outputs, api_name: str, queue: bool):
        return listen(
            handler(function), [*inputs, self.language], outputs, js=LANGUAGE_JS, api_name=api_name,
            api_visibility="undocumented", queue=queue, show_progress="hidden",
        )  # fmt: skip


def retitle(keys: tuple[str, ...], language: str) -> list[dict]:
    """Say the tabs' titles again, in the language now in force."""
    return [gr.update(label=say(key, language)) for key in keys]


def new_blocks() -> gr.Blocks:
    """An empty page whose files are deleted after `KEPT_SECONDS`."""
    return gr.Blocks(title=BROWSER_TITLE, analytics_enabled=False, delete_cache=(KEPT_SECONDS // 6, KEPT_SECONDS))


def frame(blocks: gr.Blocks) -> Page:
    """The head of the page, and what tabs share."""
    gr.HTML(f'<header class="masthead">{LOGO}<div><h1>Colorize</h1><p>{t("page.tagline")}</p></div></header>')
    language = gr.Textbox(visible=False, label="language")
    changed = gr.Button("language", visible="hidden", elem_id="language-changed")
    kept = gr.BrowserState([], storage_key="colorize-kept-runs", secret="no secret: the visitor's own curves")
    return Page(blocks, language, changed, kept)


def footnote() -> None:
    """What is promised and owed, under every tab."""
    with gr.Column(elem_classes="footnote"):
        for key in ("page.privacy", "page.credits"):
            gr.HTML(f"<p>{t(key)}</p>")  # Gradio translates one text an HTML block


def _script() -> str:
    """The page's script, with its words from the text table."""
    keys = (
        "studio.before_alt", "studio.after_alt", "studio.divider", "error.busy", "error.connection", "lab.copied",
        "classify.draw_alt", "error.beyond_slider", "error.no_icc", "error.no_picture_file",
    )  # fmt: skip
    words = {key: TEXT[key] for key in keys}
    words["error.too_heavy_here"] = TEXT["error.too_heavy_here"].format(megabytes=max_megabytes())
    script = (HERE / "page.js").read_text(encoding="utf-8")
    for name, table in (("TEXTS", words), ("GRADIO", GRADIO)):
        script = script.replace(name, json.dumps(table, ensure_ascii=False), 1)
    return script


def launch_options() -> dict:
    """Everything that `launch()` is told; server name, port and the like come from Gradio's own variables."""
    from colorize.lab.solid import SCRIPT as SOLID
    from colorize.tabs.lab.views import server_options  # the lab itself is built on this module

    return {
        "theme": THEME,
        "css_paths": [HERE / "page.css"],
        "js": _script(),
        "head": "".join(f"<script>{script.read_text(encoding='utf-8')}</script>" for script in (SOLID, DRAWING)),
        "i18n": translations(),
        "footer_links": ["api", "settings"],
        "run_history": False,
        "show_error": False,
        "max_file_size": round(max_megabytes() * 1e6),
        "app_kwargs": server_options(),
        # Gradio asks its own page once, for three seconds at most, and else ends with "localhost is not accessible":
        # a busy machine may take longer, and whoever opens the page sees for himself whether it answers.
        "_frontend": False,
    }
