"""What a page says before the app's scripts have come, and for good where a browser runs none."""

from __future__ import annotations

from html import escape

from decision_aid.booklet import ADDRESS as BOOKLET
from decision_aid.schema import Interface

# They lie over the app until it has drawn its first heading; then they leave the page, so that nobody meets or hears
# anything twice. Were they inside #root, React would wipe them long before it has something to show.
LEAVE = """
(() => {
  const words = document.getElementById("first-words");
  words.classList.add("fetching");
  const watch = new MutationObserver(() => {
    if (!document.querySelector("main h1")) return;
    watch.disconnect();
    words.remove();
  });
  watch.observe(document.getElementById("root"), { childList: true, subtree: true });
})();
"""

STYLE = (
    "#first-words{position:fixed;inset:0;z-index:1000000;overflow:auto;background:#fcfaf5;color:#1c2126;"
    "font:18px/1.6 sans-serif}"
    "#first-words>*{max-width:40rem;margin:1rem auto;padding:0 1rem}"
    "#first-words .notice{max-width:none;margin:0;padding:.6rem 1rem;background:#1c2126;color:#fff}"
    "#first-words .name{font:700 2.25rem/1.25 serif}"
    "#first-words a{color:#0b5563;display:inline-block;padding:.6rem 0}"
    "#first-words:not(.fetching) .wait{display:none}"
    "@media(prefers-color-scheme:dark){#first-words{background:#14181c;color:#f3f6f8}#first-words a{color:#7cc7d2}}"
    "@media print{#first-words{position:static}}"
)


def first_words(interface: Interface) -> str:
    """The notice, the name, the decision in one sentence and the way to the booklet, as HTML for the page's body."""
    words = interface.first_words
    to_booklet = f'<a href="{BOOKLET}">{escape(interface.booklet.link)}</a>'
    # A heading by its role: `h1` is the app's own, and whoever waits for that one waits for the app.
    return (
        f'<style>{STYLE}</style><div id="first-words">'
        f'<p class="notice">{escape(interface.frame.notice)}</p>'
        f'<p class="name" role="heading" aria-level="1">{escape(interface.frame.name)}</p>'
        f"<p>{escape(interface.start.decision)}</p>"
        f'<p class="wait">{escape(words.wait)}</p>'
        f"<noscript><p>{escape(words.no_scripts)}</p>"
        f'<p><a href="{BOOKLET}#help_now">{escape(interface.frame.help)}</a></p></noscript>'
        f"<p>{to_booklet}</p></div>"
    )
