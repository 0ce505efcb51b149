// Where the servers were renewed, another version of this file runs in the tab already and holds on to its page.
const isRenewed = Boolean(window.aidRuns);
window.aidRuns = true;
// What every part asks of Streamlit's page.
const app = () => document.querySelector("[data-testid=stApp]");
// Streamlit's page scrolls inside <main>'s parent, where a browser does not follow #places by itself.
const scroller = () => document.querySelector("[data-testid=stMain]");
const isRunning = () => app()?.dataset.testScriptState !== "notRunning";
const isConnected = () => app()?.dataset.testConnectionState === "CONNECTED";
// When something was asked of the server that it has not answered yet, 0 where there is nothing; and how often it was.
let asked = 0, asks = 0;
const askServer = WebSocket.prototype.send;
WebSocket.prototype.send = function (...message) {
  asked ||= Date.now();
  asks += 1;
  if (!this.heard) for (const sign of ["message", "close"]) this.addEventListener(sign, () => { asked = 0; });
  this.heard = true;
  return askServer.apply(this, message);
};
// Act once the run is over and what is needed is there; what takes longer than three seconds is not waited for.
function afterRun(act, isReady = () => true) {
  const deadline = Date.now() + 3000;
  const settle = () => {
    if (!isRunning() && isReady()) act();
    else if (Date.now() < deadline) setTimeout(settle, 30);
  };
  settle();
}
