// Focus and scroll on a page turn, places within a page, our own links, a sign that the aid works where the server
// takes its time, and what is new on a page told to those who hear it.
const turning = (() => {
  // Half a second after something was asked of the server, or a run began, a sign says that the aid works.
  const PATIENCE = 500;
  // A page that has not come by then leaves the one before in its place; it may still come.
  const LONGEST_TURN = 10000;
  // What is new after a tick or a choice is told by its heading or its first words; a new page is told by its own.
  const TOLD = "main :is(h2, h3, caption, [class*=st-key-checked-] .voice > :first-child, .st-key-showing p, "
    + ".st-key-order-of-options p, .st-key-my-questions p, [class*=st-key-carer-note] p), "
    + ".ways .way";
  let page, shown, headings = {}, followed = false, wanted = null, going = null;

  function toPlace() {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place) place.scrollIntoView();
    else scroller()?.scrollTo(0, 0);
  }
  function toHeading() {
    const heading = document.querySelector("main h1");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scroller()?.scrollTo(0, 0);
  }
  // Where one goes is headed at once and the page before is gone, while the server draws what comes: a reader on a slow
  // line sees that the tap counted, and the browser has taken the page apart by the time that the next one is here.
  // Streamlit takes both away with the page before, or draws the next one in their place; until then they only look
  // otherwise, so that the page can come back.
  function leave({ href, pathname }) {
    const to = pathname.replace(/^[/]+|[/]+$/g, "") || "start";
    const heading = document.querySelector(".st-key-page h1");
    if (going?.to === to) return;
    if (going) comeBack();
    if (to === page || !(to in headings) || !heading) return;
    const area = heading.closest(".st-key-page");
    const parts = [...area.children], own = parts.findIndex((part) => part.contains(heading));
    const texts = [], walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push([walker.currentNode, walker.currentNode.nodeValue]);
    going = { to, address: href, area, parts, texts, cut: false, givenUp: setTimeout(comeBack, LONGEST_TURN) };
    texts.forEach(([text], place) => { text.nodeValue = place ? "" : headings[to]; });
    // What stands above the heading keeps its room, so that the heading stays where it is.
    parts.slice(0, own).forEach((part) => { part.style.visibility = "hidden"; });
    parts.slice(own + 1).forEach((part) => { part.style.display = "none"; });
    area.style.minHeight = "100vh";
    area.setAttribute("aria-busy", "true");
    scroller()?.scrollTo(0, 0);
  }
  function arrive() {
    clearTimeout(going.givenUp);
    for (const { style } of going.parts) for (const name of ["display", "visibility"]) style.removeProperty(name);
    going.area.style.removeProperty("min-height");
    going.area.removeAttribute("aria-busy");
    going = null;
  }
  function comeBack() {
    going.texts.forEach(([text, before]) => { text.nodeValue = before; });
    arrive();
  }
  // A turn that was asked for as the line was cut may be lost with it, so it is asked for once more.
  function watchTurn() {
    if (!going) return;
    going.cut ||= !isConnected();
    if (!going.cut || !isConnected() || wanted || asked || isBusy() || keeping.isHandingBack()) return;
    going.cut = false;
    wanted = going.address;
    turn();
  }
  // Streamlit gives its containers no role, so those that lead elsewhere get theirs here.
  function nameParts(parts) {
    for (const [selector, label] of Object.entries(parts)) {
      const part = document.querySelector(selector);
      part?.setAttribute("role", "navigation");
      part?.setAttribute("aria-label", label);
    }
  }
  function status(name) {
    const sign = Object.assign(document.createElement("div"), { className: name });
    sign.setAttribute("role", "status");
    document.body.append(sign);
    return sign;
  }
  // While the line is cut, and until a new server knows what the tab kept, Streamlit would stay where it is.
  function turn() {
    if (!isConnected() || keeping.isHandingBack()) return void setTimeout(turn, 30);
    if (location.href !== wanted) history.pushState(null, "", wanted);
    wanted = null;
    window.dispatchEvent(new PopStateEvent("popstate"));
  }
  const isBusy = () => app()?.dataset.testScriptState === "running";
  function watchLine(words) {
    const sign = status("waiting");
    let busySince = 0;
    setInterval(() => {
      busySince = asked || wanted || isBusy() ? busySince || asked || Date.now() : 0;
      const text = busySince && Date.now() - busySince > PATIENCE ? words : "";
      if (sign.textContent !== text) sign.textContent = text;
    }, 100);
  }
  function watchNews() {
    const news = status("news");
    let known, changed = Date.now();
    const tell = () => {
      if (!changed || isBusy() || Date.now() - changed < 200) return;
      changed = 0;
      const texts = [...document.querySelectorAll(TOLD)].map((one) => one.textContent.trim());
      const turned = news.dataset.page !== shown;
      const old = [...(turned ? texts : known)];
      const fresh = texts.filter((text) => !old.includes(text) || !old.splice(old.indexOf(text), 1));
      // A node of its own, so that the same words are told again.
      const told = Object.assign(document.createElement("p"), { textContent: fresh.slice(0, 3).join(". ") });
      if (fresh.length) news.replaceChildren(told);
      else if (turned) news.replaceChildren();
      known = texts;
      news.dataset.page = shown;
    };
    new MutationObserver(() => { changed = Date.now(); }).observe(app(), {
      childList: true, subtree: true, characterData: true,
    });
    setInterval(tell, 100);
  }
  function wire(data) {
    watchLine(data.waiting);
    watchNews();
    window.addEventListener("hashchange", toPlace);
    window.addEventListener("popstate", () => leave(location));
    setInterval(watchTurn, 100);
    // Streamlit's "Skip to main content" leads before the header; what a reader wants to skip to is the page's heading.
    document.addEventListener("click", (event) => {
      if (!event.target.closest?.("[data-testid=stSkipToContent]")) return;
      event.preventDefault();
      event.stopPropagation();
      toHeading();
    }, { capture: true });
    // The contents are the same on every page; where one is, is marked as they open.
    document.addEventListener("beforetoggle", ({ target, newState }) => {
      for (const link of newState === "open" ? target.querySelectorAll("a[data-page]") : []) {
        if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    }, { capture: true });
    // A link to a page of ours in our own HTML would load the aid anew and lose what was ticked; so the page
    // is turned as by the browser's own back and forward, which Streamlit follows.
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[data-page]");
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      // The contents would cover the page that they lead to.
      link.closest("[popover]")?.hidePopover();
      const isWaiting = wanted;
      wanted = link.href;
      leave(link);
      if (!isWaiting) turn();
    });
  }
  return (data) => {
    // The same language or mode set again would have the browser go through every style of the page again.
    const { dataset, lang } = document.documentElement;
    if (lang !== data.lang) document.documentElement.lang = data.lang;
    if (dataset.mode !== data.mode) dataset.mode = data.mode;
    if (page === undefined) wire(data);
    const turned = page !== undefined && shown !== data.shown;
    ({ page, shown } = data);
    headings = data.headings;
    if (turned && going) arrive();
    afterRun(() => {
      nameParts(data.parts);
      if (turned) toHeading();
      if (turned || location.hash && !followed) toPlace();
      followed = true;
    }, () => document.querySelector("main h1"));
  };
})();

// A button that was used to move something goes along with it; the focus goes along too.
export function follow({ data }) {
  if (!data.names.length) return;
  const found = () => data.names.map((name) => document.querySelector(`.st-key-${name} button`)).find(Boolean);
  afterRun(() => found().focus(), found);
}

// What was just opened is brought to the top of the screen, so that it can be read without scrolling.
let broughtUp;
export function bringUp({ data }) {
  const changed = broughtUp !== undefined && broughtUp !== data.opened;
  broughtUp = data.opened;
  if (changed && data.opened) afterRun(() => document.querySelector(data.place)?.scrollIntoView());
}
