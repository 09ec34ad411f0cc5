// Puts flows into the list as they happen. Each row comes ready-made from the server; a flow that
// moved on takes the place of its old row.
const list = document.getElementById("flows");
const source = new EventSource(list.dataset.live);
source.addEventListener("flow", event => {
  const rows = document.createElement("tbody");
  rows.innerHTML = event.data;
  for (const row of [...rows.children]) {
    const before = document.getElementById(row.id);
    if (before?.innerHTML === row.innerHTML) continue;
    before?.remove();
    row.classList.add("fresh");
    list.prepend(row);
    document.getElementById("nothing")?.remove();
  }
});
addEventListener("pagehide", () => source.close());
