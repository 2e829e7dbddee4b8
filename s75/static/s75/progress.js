// The page of something that is done in the background: asks how far it is, and shows what comes of it.
const box = document.querySelector("[data-progress]");
const EVERY = 700; // milliseconds

async function look() {
  let answer;
  try {
    answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" }, cache: "no-store" });
  } catch {
    setTimeout(look, EVERY * 4); // the network is gone for a while
    return;
  }
  if (answer.status >= 500) {
    setTimeout(look, EVERY * 4); // the database is away for a while
    return;
  }
  if (!answer.ok || answer.redirected) {
    window.location.reload(); // posted, or given up: the page knows
    return;
  }
  const { percent, words, over } = await answer.json();
  if (over) {
    window.location.reload();
    return;
  }
  const said = box.querySelector("#progress-words");
  if (said.textContent !== words) said.textContent = words;
  box.querySelector("progress").value = percent;
  setTimeout(look, EVERY);
}

if (box && !document.querySelector("[name=step][value=now]")) setTimeout(look, EVERY);
