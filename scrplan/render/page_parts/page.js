"use strict";
for (const table of document.querySelectorAll("table[data-tools]")) {
  const tools = table.previousElementSibling;
  const field = tools.querySelector("input");
  const choice = tools.querySelector("select");
  const count = tools.querySelector("output");
  const body = table.tBodies[0];
  const asGiven = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];

  const said = (row, place) => {
    const cell = row.cells[place];
    return cell.dataset.value ?? cell.textContent;
  };
  const compare = (place, down) => (one, other) => {
    const left = said(one, place), right = said(other, place);
    if (!left || !right) return Number(!left) - Number(!right);
    const found = left.localeCompare(right, document.documentElement.lang, { numeric: true });
    return down ? -found : found;
  };
  const sort = (place, down) => {
    const rows = place < 0 ? asGiven : [...asGiven].sort(compare(place, down));
    body.append(...rows);
    heads.forEach((head, at) => {
      if (at === place) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    choice.value = place < 0 ? "" : `${place} ${down ? "down" : "up"}`;
  };
  const filter = () => {
    const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of asGiven) {
      const text = [...row.cells].map((cell) => cell.textContent).join("\n").toLocaleLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = words.length ? `${shown} of ${asGiven.length} rows` : "";
  };

  heads.forEach((head, place) => {
    const name = head.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => sort(place, head.getAttribute("aria-sort") === "ascending"));
    head.replaceChildren(button);
    const isNumber = head.dataset.kind === "number" || head.dataset.kind === "bar";
    choice.add(new Option(isNumber ? `${name}, least first` : name, `${place} up`));
    if (isNumber) choice.add(new Option(`${name}, most first`, `${place} down`));
    else choice.add(new Option(`${name}, last first`, `${place} down`));
  });
  choice.addEventListener("change", () => {
    const [place, way] = choice.value.split(" ");
    sort(place === "" ? -1 : Number(place), way === "down");
  });
  field.addEventListener("input", filter);
  tools.hidden = false;
}
