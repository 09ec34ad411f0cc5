// Puts flows into the list as they happen. Each row comes ready-made from the server; a flow that
// moved on takes the place of its old row, and one that is looked for no longer leaves the list.
const most = 200;
const list = document.getElementById("flows");
const nothing = document.getElementById("nothing");
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
  }
  while (list.rows.length > most) list.lastElementChild.remove();
  nothing.hidden = list.rows.length > 0;
});
source.addEventListener("gone", event => {
  document.getElementById(event.data)?.remove();
  nothing.hidden = list.rows.length > 0;
});
addEventListener("pagehide", () => source.close());
