// A click on a row shows where the text says it; a click on a mark shows its row.
function choose(section, claim, target) {
  for (const old of document.querySelectorAll(".chosen, .on")) old.classList.remove("chosen", "on");
  const row = section.querySelector(`tr[data-claim="${claim}"]`);
  const spans = [...section.querySelectorAll("[data-claims]")].filter((span) => span.dataset.claims.split(" ").includes(claim));
  row.classList.add("chosen");
  for (const span of spans) span.classList.add("on");
  const marks = spans.filter((span) => span.tagName === "MARK");
  (target === "text" ? marks[0] ?? row : row).scrollIntoView({ block: "center", behavior: "smooth" });
}
function answer(event) {
  const row = event.target.closest("tr[data-claim]");
  const mark = event.target.closest("mark");
  if (row) choose(row.closest("section"), row.dataset.claim, "text");
  else if (mark) choose(mark.closest("section"), mark.dataset.claims.split(" ").at(-1), "row");
}
document.addEventListener("click", answer);
document.addEventListener("keydown", (event) => { if (event.key === "Enter") answer(event); });
