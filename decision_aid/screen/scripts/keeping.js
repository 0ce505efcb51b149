// The tab keeps the reader's answers in its sessionStorage, hands them back to a session that knows nothing of them,
// and takes a code from another device out of the address.
const keeping = (() => {
  const CODE = /^t[0-9]{1,3}[.]/;
  let send;
  let given = {};
  let wired = false, underWay = 0;

  function codeInAddress() {
    const text = location.hash.slice(1);
    const foreign = location.pathname.replace(/[/]+$/, "") === given.landing && !given.places.includes(text);
    if (!text || !(CODE.test(text) || foreign)) return null;
    history.replaceState(history.state, "", location.pathname + location.search);
    return text.slice(0, given.longest + 1);
  }
  // Act once the server was asked so often and has answered. Streamlit learns of an answer a moment after the line.
  function whenStill(act, often, stillSince) {
    const isStill = asks >= often && !asked && !isRunning() && isConnected();
    const since = isStill ? stillSince ?? Date.now() : undefined;
    if (isStill && Date.now() - since >= 20) act();
    else setTimeout(whenStill, 10, act, often, since);
  }
  // A message sent while a page is being turned would name the page before, and turn it back; and the other way round.
  function handBack(code) {
    underWay += 1;
    whenStill(() => {
      const handed = { code };
      try {
        for (const [what, name] of Object.entries(given.names)) handed[what] = sessionStorage.getItem(name);
      } catch { /* a browser that keeps nothing */ }
      send("handed", handed);
      whenStill(() => { underWay -= 1; }, asks + 1);
    }, 0);
  }
  function wire() {
    wired = true;
    window.addEventListener("hashchange", () => {
      const code = codeInAddress();
      if (code) handBack(code);
    });
    // After a dropped line the server may be another one, which knows nothing yet: do not wait for the next tap.
    let before = isConnected();
    new MutationObserver(() => {
      const now = isConnected();
      if (now && !before) handBack(null);
      before = now;
    }).observe(app(), { attributes: true, attributeFilter: ["data-test-connection-state"] });
  }
  // What is not named stays as it is; null is taken out.
  function hold(names, kept) {
    try {
      for (const [what, text] of Object.entries(kept)) {
        if (text === null) sessionStorage.removeItem(names[what]);
        else sessionStorage.setItem(names[what], text);
      }
    } catch { /* a browser that keeps nothing */ }
  }
  function keep(data, trigger) {
    send = trigger;
    hold(data.names, data.kept);
    const isNew = given.session !== data.session, moved = isNew && given.session;
    given = data;
    if (!data.session) return;
    if (!wired) wire();
    // Another server than before has heard by now what this tab keeps; once more, and it hears what the page shows.
    if (isNew && (data.asks || moved)) handBack(codeInAddress());
  }
  return { keep, isHandingBack: () => underWay > 0 };
})();
