"""Reading help: the size of the text, high contrast, and the page read out by the device itself.

All of it happens in the browser. The tab's sessionStorage keeps what was chosen until the tab is closed; the server
never learns of it. Only voices that the device itself holds are used: others would send the page's text elsewhere.
"""

from __future__ import annotations

from decision_aid.schema import Content, PageId

STORED_AS = "decision-aid-comfort"
# A script in the browser sets size, contrast and speech back by `window.dispatchEvent(new Event(RESET_EVENT))`.
RESET_EVENT = "decision-aid-comfort-reset"

HTML = """
<div class="comfort" hidden>
  <button type="button" class="opens" popovertarget="comfort-panel"></button>
  <div popover id="comfort-panel" class="panel" role="group">
    <fieldset class="sizes"><legend></legend><div class="choices"></div></fieldset>
    <label class="contrast"><input type="checkbox"><span></span></label>
    <div class="listening" hidden><button type="button" class="listen"></button><p></p></div>
    <button type="button" class="shuts" popovertarget="comfort-panel" popovertargetaction="hide"></button>
  </div>
  <div popover="manual" class="reading" role="group">
    <button type="button" class="pause"></button><button type="button" class="stop"></button>
    <fieldset class="speeds"><legend></legend><div class="choices"></div></fieldset>
  </div>
</div>
"""


def reading_help(content: Content, page: PageId) -> dict[str, object]:
    """What the switches for text size and contrast and the button that reads the page out need to know.

    Args:
        content: all content.
        page: the page; what is being read out falls silent when it changes.
    """
    words = content.interface.comfort
    return {
        "page": page, "lang": content.interface.language, "name": STORED_AS, "event": RESET_EVENT,
        "sizes": dict(words.sizes), "speeds": dict(words.speeds),
        "words": {
            "open": words.open, "size": words.size, "contrast": words.contrast, "listen": words.listen,
            "listen_note": words.listen_note, "reading": words.reading, "pause": words.pause,
            "go_on": words.go_on, "stop": words.stop, "speed": words.speed, "close": content.interface.parts.close,
        },
    }
