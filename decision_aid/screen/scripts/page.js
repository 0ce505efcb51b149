// What every part asks of Streamlit's page.
const app = () => document.querySelector("[data-testid=stApp]");
// Streamlit's page scrolls inside <main>'s parent, where a browser does not follow #places by itself.
const scroller = () => document.querySelector("[data-testid=stMain]");
const isRunning = () => app()?.dataset.testScriptState !== "notRunning";
// Act once the run is over and what is needed is there; what takes longer than three seconds is not waited for.
function afterRun(act, isReady = () => true) {
  const deadline = Date.now() + 3000;
  const settle = () => {
    if (!isRunning() && isReady()) act();
    else if (Date.now() < deadline) setTimeout(settle, 30);
  };
  settle();
}
