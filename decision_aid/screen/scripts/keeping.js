// The tab keeps the reader's answers in its sessionStorage, hands them back to a session that knows nothing of them,
// and takes a code from another device out of the address.
const keeping = (() => {
  const CODE = /^t[0-9]{1,3}[.]/;
  let send;
  let given = {};
  let wired = false;

  function codeInAddress() {
    const text = location.hash.slice(1);
    const foreign = location.pathname.replace(/[/]+$/, "") === given.landing && !given.places.includes(text);
    if (!text || !(CODE.test(text) || foreign)) return null;
    history.replaceState(history.state, "", location.pathname + location.search);
    return text.slice(0, given.longest + 1);
  }
  function handBack(code) {
    // A message sent while a page is being turned would name the page before, and turn it back.
    if (isRunning()) return void setTimeout(handBack, 20, code);
    const handed = { code };
    try {
      for (const [what, name] of Object.entries(given.names)) handed[what] = sessionStorage.getItem(name);
    } catch { /* a browser that keeps nothing */ }
    send("handed", handed);
  }
  function wire() {
    wired = true;
    window.addEventListener("hashchange", () => {
      const code = codeInAddress();
      if (code) handBack(code);
    });
    // After a dropped line the server may be another one, which knows nothing yet: do not wait for the next tap.
    const line = () => app().dataset.testConnectionState;
    let before = line();
    new MutationObserver(() => {
      const now = line();
      if (now === "CONNECTED" && before !== "CONNECTED") handBack(null);
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
  return (data, trigger) => {
    send = trigger;
    hold(data.names, data.kept);
    const asked = data.asks && given.session !== data.session;
    given = data;
    if (!data.session) return;
    if (!wired) wire();
    if (asked) handBack(codeInAddress());
  };
})();
