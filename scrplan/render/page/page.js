"use strict";
const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
for (const table of document.querySelectorAll("table[data-tools]")) {
  const tools = table.previousElementSibling;
  const field = tools.querySelector("input");
  const choice = tools.querySelector("select");
  const count = tools.querySelector("output");
  const body = table.tBodies[0];
  const total = table.tFoot;
  const asGiven = [...body.rows];
  let texts = null;  // read once, when somebody first asks for some of the rows
  const heads = [...table.tHead.rows[0].cells];

  const said = (row, place) => {
    const cell = row.cells[place];
    return cell.dataset.value ?? cell.textContent;
  };
  const textOf = (row) => [...row.cells].map((cell) => cell.textContent).join("\n").toLocaleLowerCase();
  const ordered = (place, down) => {
    const isNumber = ["number", "bar"].includes(heads[place].dataset.kind);
    const known = asGiven.map((row) => ({ row, value: said(row, place) }));
    const found = (one, other) => (isNumber && one.value - other.value) || order.compare(one.value, other.value);
    return known.sort((one, other) => {
      if (!one.value || !other.value) return Number(!one.value) - Number(!other.value);  // what is not told is last
      return down ? -found(one, other) : found(one, other);
    }).map((one) => one.row);
  };
  const sort = (place, down) => {
    const rows = place < 0 ? asGiven : ordered(place, down);
    body.append(...rows);
    heads.forEach((head, at) => {
      if (at === place) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    choice.value = place < 0 ? "" : `${place} ${down ? "down" : "up"}`;
  };
  const filter = () => {
    const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    texts ??= asGiven.map(textOf);
    let shown = 0;
    asGiven.forEach((row, at) => {
      row.hidden = !words.every((word) => texts[at].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    if (total) total.hidden = words.length > 0;  // it is the sum of all
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
