// Reading help: the size of the text, high contrast, and the page read out by the device itself.
const comfort = (() => {
  const FIRST = { size: "normal", contrast: false, speed: "normal" };
  const RATES = { slow: 0.75, normal: 1, fast: 1.3 };
  const BLOCKS = "p, li, dt, dd, td, th, h1, h2, h3, h4, summary, caption, label, blockquote, div";
  const NOT_READ = ".st-key-notice, .st-key-header, .foot, .st-key-turn, .comfort, .where, "
    + ".ways-in, [popover], [aria-hidden=true], [data-testid=stIconMaterial], button:not(.term), input, textarea, svg, "
    + "style, code";
  // One for the whole tab, however often Streamlit mounts the component anew.
  const own = { kept: null, given: {}, parts: null, pieces: [], at: 0, turn: 0, state: "silent" };
  const speech = window.speechSynthesis;

  function voice() {
    const lang = own.given.lang ?? "en";
    const fits = (speech?.getVoices() ?? []).filter((v) => v.localService && v.lang.toLowerCase().startsWith(lang));
    return fits.find((v) => v.default) ?? fits[0];
  }
  function apply() {
    const page = document.documentElement;
    page.dataset.textSize = own.kept.size;
    page.dataset.contrast = own.kept.contrast ? "high" : "normal";
  }
  function choose(change) {
    Object.assign(own.kept, change);
    try { sessionStorage.setItem(own.given.name, JSON.stringify(own.kept)); } catch { /* a browser that keeps nothing */ }
    apply();
    draw();
  }
  function recall() {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(own.given.name)); } catch { /* nothing kept, or not by us */ }
    own.kept = { ...FIRST };
    if (kept?.size in own.given.sizes) own.kept.size = kept.size;
    if (kept?.speed in RATES) own.kept.speed = kept.speed;
    own.kept.contrast = kept?.contrast === true;
  }
  function reset() {
    silence();
    own.kept = { ...FIRST };
    try { sessionStorage.removeItem(own.given.name); } catch { /* a browser that keeps nothing */ }
    apply();
    draw();
  }

  // What is read: the page's own text, block by block, as far as it is shown.
  function collect() {
    const blocks = new Map();
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode, parent = node.parentElement;
      if (parent.closest(NOT_READ) || !parent.checkVisibility({ visibilityProperty: true })) continue;
      const block = parent.closest(BLOCKS);
      blocks.set(block, [...(blocks.get(block) ?? []), node]);
    }
    return [...blocks.values()].flatMap((nodes) => {
      const range = document.createRange();
      range.setStart(nodes[0], 0);
      range.setEnd(nodes.at(-1), nodes.at(-1).length);
      const text = nodes.map((node) => node.data).join("").replace(/[\s]+/g, " ").trim();
      // A long text is read sentence by sentence: some browsers fall silent in the middle of a long one.
      const sentences = text.length > 200 ? text.match(/[^.!?]+[.!?]*[”)]?\s*|[.!?]+/g) : [text];
      return sentences.map((sentence) => ({ text: sentence.trim(), range })).filter((piece) => piece.text);
    });
  }
  function say() {
    const piece = own.pieces[own.at];
    const turn = ++own.turn;
    speech.cancel();
    if (!piece) return silence();
    own.state = "reading";
    const said = new SpeechSynthesisUtterance(piece.text);
    Object.assign(said, { voice: voice(), lang: own.given.lang, rate: RATES[own.kept.speed] });
    said.onend = said.onerror = () => {
      if (turn !== own.turn || own.state !== "reading") return;
      own.at += 1;
      say();
    };
    globalThis.CSS?.highlights?.set("read-out", new Highlight(piece.range));
    speech.speak(said);
    draw();
  }
  function listen() {
    own.pieces = collect();
    own.at = 0;
    say();
    if (own.parts.panel.matches(":popover-open")) own.parts.panel.hidePopover();
    if (!own.parts.bar.matches(":popover-open")) own.parts.bar.showPopover();
    own.parts.pause.focus();
  }
  // Not the browser's own pause, which some phones do not know: the sentence is read once more when it goes on.
  function pause() {
    own.turn += 1;
    own.state = "paused";
    speech.cancel();
    draw();
  }
  function silence() {
    own.turn += 1;
    own.state = "silent";
    speech?.cancel();
    globalThis.CSS?.highlights?.delete("read-out");
    const { bar, opens, listen } = own.parts ?? {};
    if (bar?.matches(":popover-open")) {
      const inside = bar.contains(document.activeElement);
      bar.hidePopover();
      if (inside) (opens.checkVisibility() ? opens : listen).focus();
    }
    if (own.parts) draw();
  }

  // The same words written again would have the browser lay them out again, on every turn of a page.
  function write(part, text) {
    if (part.textContent !== text) part.textContent = text;
  }
  function choices(box, name, labels, picked, pick) {
    if (!box.children.length) {
      for (const [value, text] of Object.entries(labels)) {
        const label = document.createElement("label"), input = document.createElement("input");
        Object.assign(input, { type: "radio", name: `comfort-${name}`, value });
        input.onchange = () => pick(value);
        label.append(input, Object.assign(document.createElement("span"), { textContent: text }));
        box.append(label);
      }
    }
    for (const input of box.querySelectorAll("input")) input.checked = input.value === picked;
  }
  function draw() {
    const { given, kept, parts } = own;
    choices(parts.sizes, "size", given.sizes, kept.size, (size) => choose({ size }));
    choices(parts.speeds, "speed", given.speeds, kept.speed, (speed) => {
      choose({ speed });
      if (own.state === "reading") say();
    });
    parts.contrast.checked = kept.contrast;
    parts.listening.hidden = !voice();
    write(parts.pause, own.state === "paused" ? given.words.go_on : given.words.pause);
    document.documentElement.toggleAttribute("data-read-out", own.state !== "silent");
  }
  function wire() {
    recall();
    apply();
    window.addEventListener(own.given.event, reset);
    window.addEventListener("pagehide", () => silence());
    speech?.addEventListener?.("voiceschanged", () => draw());
  }
  function mount(data, parentElement) {
    const find = (selector) => parentElement.querySelector(selector);
    find(".comfort").hidden = false;
    const left = own.given.page !== undefined && own.given.page !== data.page;
    if (left) silence();
    own.given = data;
    own.parts = {
      panel: find(".panel"), bar: find(".reading"), opens: find(".opens"), listening: find(".listening"),
      listen: find(".listen"), pause: find(".pause"), sizes: find(".sizes .choices"), speeds: find(".speeds .choices"),
      contrast: find(".contrast input"),
    };
    const { words } = data, { panel, bar, opens, listen: starts, pause: halts, contrast } = own.parts;
    write(opens, words.open);
    panel.setAttribute("aria-label", words.open);
    bar.setAttribute("aria-label", words.reading);
    write(find(".sizes legend"), words.size);
    write(find(".speeds legend"), words.speed);
    write(find(".contrast span"), words.contrast);
    write(find(".listening p"), words.listen_note);
    write(find(".shuts"), words.close);
    write(find(".stop"), words.stop);
    write(starts, words.listen);
    starts.onclick = listen;
    halts.onclick = () => (own.state === "paused" ? say() : pause());
    find(".stop").onclick = silence;
    bar.onkeydown = (event) => { if (event.key === "Escape") silence(); };
    contrast.onchange = () => choose({ contrast: contrast.checked });
    if (!own.kept) wire();
    draw();
  }
  return mount;
})();
