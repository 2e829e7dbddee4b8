// Writing a section of a paper: each figure in the list gets a button that puts its name where the cursor is.
const box = document.querySelector("[data-figures-for]");
const text = box && document.getElementById(box.dataset.figuresFor);

function insert(name) {
  const { selectionStart: start, selectionEnd: end } = text;
  text.setRangeText(name, start, end, "end");
  text.focus();
}

if (text) {
  for (const code of box.querySelectorAll("[data-figure]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary s75-insert";
    const label = code.closest("div").querySelector("dt").textContent.trim();
    button.textContent = "Insert";
    const more = document.createElement("span");
    more.className = "govuk-visually-hidden";
    more.textContent = ` ${label} (${code.textContent.trim()})`;
    button.append(more);
    button.addEventListener("click", () => insert(code.textContent.trim()));
    code.after(" ", button);
  }
}
