// What stands on every page, in one component: each costs the server and the browser on every turn of a page.
export function tab({ data: [given], parentElement, setTriggerValue }) {
  if (given.keeping) keeping.keep(given.keeping, setTriggerValue);
  if (isRenewed) return void loadAnew();
  if (given.comfort) comfort(given.comfort, parentElement);
  turning(given.turning);
}

// Two versions would each turn the page and each hand over what was kept; first the server hears what was ticked meanwhile.
function loadAnew() {
  if (keeping.isHandingBack()) setTimeout(loadAnew, 50);
  else location.reload();
}

// The PDF goes over the open line and is handed to the reader here; the print-out is the browser's own.
function save({ file, file_name }) {
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: file_name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
export function saveAndPrint({ data, parentElement }) {
  const [pdf, paper] = parentElement.querySelectorAll(".save button");
  pdf.textContent = data.save;
  paper.textContent = data.print;
  pdf.onclick = () => save(data);
  paper.onclick = () => window.print();
}
