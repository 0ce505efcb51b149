// The watch over a waiting room's screen: the question to an idle one, the wipe, the cleaning lock, no way out.
export const watchKiosk = (() => {
  const SIGNS = ["pointerdown", "pointermove", "touchstart", "touchmove", "wheel", "scroll", "keydown", "input",
                 "compositionupdate", "focusin"];
  const TOUCH = [...SIGNS, "pointerup", "mousedown", "mouseup", "click", "auxclick", "dblclick", "touchend", "keyup"];
  const SETTLED = 500;  // the touch that answers the question must not reach what stands below it
  let data, send, visit, layer, shown = null;
  let last = Date.now(), answered = 0, lockedUntil = 0;
  let cutSince = 0, leaving = false, gone = false, quiet = false;

  // What is shown over everything: a modal dialog, so that it stands above menus, words explained and messages of
  // Streamlit's, and nothing below it can be reached by touch or key.
  function make() {
    layer = document.createElement("dialog");
    layer.className = "kiosk-layer";
    layer.setAttribute("role", "alertdialog");
    // Streamlit's menus and messages make all else inert; this one mark their library leaves alone.
    layer.dataset.reactAriaTopLayer = "true";
    layer.setAttribute("aria-labelledby", "kiosk-layer-title");
    layer.setAttribute("aria-describedby", "kiosk-layer-note");
    const part = (name, id) => layer.appendChild(Object.assign(document.createElement(name), { id }));
    part("h2", "kiosk-layer-title");
    part("p", "kiosk-layer-note");
    part("button", "kiosk-layer-stay").type = "button";
    layer.addEventListener("cancel", (event) => event.preventDefault());
    layer.addEventListener("close", () => { if (shown) open(); });
    document.body.append(layer);
  }
  function open() {
    quiet = true;
    if (!layer.open) layer.showModal();
    quiet = false;
  }
  function show(kind, seconds) {
    const [title, note, stay] = layer.children;
    layer.inert = false;
    if (kind) {
      title.textContent = data.words[kind][0];
      note.textContent = data.words[kind][1].split("{seconds}").join(seconds);
      stay.textContent = data.words.stay;
      stay.hidden = kind !== "ask";
      if (shown === kind && layer.open) return;
      shown = kind;
      answered = 0;
      open();
    } else if (shown) {
      shown = null;
      quiet = true;
      layer.close();
      quiet = false;
    }
  }

  const cut = () => app()?.dataset.testConnectionState !== "CONNECTED";
  const locked = () => Date.now() < lockedUntil;
  const speaking = () => !!window.speechSynthesis?.speaking && !window.speechSynthesis.paused;

  function sign(event) {
    if (quiet || leaving || locked()) return;
    if (event.type === "pointermove" && !event.movementX && !event.movementY) return;
    // The hidden box round an input scrolls by itself when the focus moves.
    if (event.type === "scroll" && event.target.clientWidth <= 1) return;
    last = Date.now();
    if (shown === "ask" && !answered) answered = last;
  }
  function tick() {
    if (leaving) return;
    const time = Date.now();
    if (cut()) {
      cutSince ||= time;
      if (time - cutSince > 5000) return leave();
      return show("moment");
    }
    if (cutSince) return wipe();
    if (locked()) return show("clean", Math.ceil((lockedUntil - time) / 1000));
    if (speaking()) last = time;
    if (data.rests) return show(null);
    const left = data.idle + data.warning - (time - last) / 1000;
    if (left <= 0) return wipe();
    if (left <= data.warning) return show("ask", Math.ceil(left));
    if (!answered || time - answered >= SETTLED) show(null);
  }

  function clear() {
    try { window.speechSynthesis?.cancel(); } catch { /* a browser that does not speak */ }
    try { sessionStorage.clear(); localStorage.clear(); } catch { /* a browser that keeps nothing */ }
  }
  // The server forgets first; its answer, a new visit, is the sign to leave. Without an answer the page leaves anyway.
  function wipe() {
    leaving = true;
    clear();
    show("moment");
    try { send("wipe", String(Date.now())); } catch { /* the line was cut just now */ }
    setTimeout(leave, 2000);
  }
  async function leave() {
    if (gone) return;
    gone = leaving = true;
    clear();
    show("moment");
    // An address that does not answer would end in the browser's own error page, so the page waits for the server.
    let there = false;
    try { there = (await fetch("/_stcore/health", { cache: "no-store" })).ok; } catch { /* not there yet */ }
    if (there) return location.replace(data.home);
    gone = false;
    setTimeout(leave, 1000);
  }

  function block(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  function guard(event) {
    if (locked() || (leaving && event.type !== "scroll")) block(event);
  }
  // What leads out of the aid or belongs to the browser: menus, shortcuts, new tabs, larger and smaller pages.
  function keys(event) {
    const letter = event.key?.length === 1 && event.key !== " ";
    if (event.ctrlKey || event.metaKey || event.altKey || letter || /^(F[0-9]+|Browser.*|ContextMenu)$/.test(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }
  function clicks(event) {
    const link = event.target.closest?.("a");
    if (!link) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return block(event);
    const place = link.getAttribute("href");
    if (!place?.startsWith("#")) return;
    // Places on the page are gone to without an entry in the browser's history.
    event.preventDefault();
    const there = document.getElementById(decodeURIComponent(place.slice(1)));
    if (there) there.scrollIntoView();
    else scroller()?.scrollTo(0, 0);
  }
  function begin() {
    make();
    clear();
    // Turning pages leaves nothing to go back to.
    history.pushState = history.replaceState.bind(history);
    if (location.hash || (data.fixed && location.search)) {
      history.replaceState(history.state, "", location.pathname + (data.fixed ? "" : location.search));
    }
    const first = { capture: true, passive: false };
    TOUCH.forEach((name) => window.addEventListener(name, guard, first));
    SIGNS.forEach((name) => window.addEventListener(name, sign, { capture: true, passive: true }));
    window.addEventListener("keydown", keys, first);
    ["click", "auxclick"].forEach((name) => window.addEventListener(name, clicks, first));
    window.addEventListener("click", (event) => {
      if (event.target.closest?.(".clean, .st-key-clean button")) lockedUntil = Date.now() + data.cleaning * 1000;
    }, true);
    for (const name of ["contextmenu", "dragstart", "dragover", "drop", "selectstart"]) {
      window.addEventListener(name, block, first);
    }
    window.addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), first);
    window.addEventListener("pagehide", clear);
    window.addEventListener("pageshow", (event) => event.persisted && location.replace(data.home));
    setInterval(tick, 250);
  }
  function watch(given) {
    const started = !!data;
    data = given.data;
    send = given.setTriggerValue;
    visit ??= data.visit;
    if (!started) begin();
    if (data.visit !== visit) leave();
  }
  return watch;
})();
