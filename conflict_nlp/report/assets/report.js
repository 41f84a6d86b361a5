// The page: everything in the chosen language, and everything anew when a choice changes.

function update() {
  const chosen = values();
  const shown = data.incidents.filter((incident) => meets(incident, chosen));
  drawList(shown);
  const counted = attacks(shown);
  drawTimeline(counted);
  drawMap(counted);
  drawArticles(shown, chosen);
  const told = [t("shown", { n: shown.length, all: number(data.incidents.length) }), ...["killed", "injured"].filter((harm) => counted.some((incident) => total(incident, harm))).map((harm) => summed(counted, harm))];
  if (counted.length < shown.length) told.push(t("aggregates", { n: shown.length - counted.length }));
  $("status").textContent = told.join(" · ");
  $("chosen").textContent = chosenInWords();
  $("open-all").setAttribute("aria-pressed", String(shown.length > 0 && shown.every((incident) => opened.has(incident.id))));
}

function showAll() {
  $("filters").reset();
  update();
}

function summary() {
  const dates = attacks(data.incidents).filter(hasDay).flatMap((incident) => [incident.first, incident.last]).sort();
  const period = dates.length ? (dates[0] === dates.at(-1) ? day(dates[0]) : t("period", { from: day(dates[0]), to: day(dates.at(-1)) })) : null;
  const claims = data.incidents.reduce((n, incident) => n + incident.claims.length, 0);
  return [period, t("incidents", { n: data.incidents.length }), t("claims", { n: claims }), t("articles", { n: Object.keys(data.articles).length })].filter(Boolean).join(" · ");
}

/** The page in another language: its direction, all its words, and what is drawn. */
function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  document.documentElement.dir = LANGUAGES[chosen];
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-label-t]")) element.setAttribute("aria-label", t(element.dataset.labelT));
  for (const button of $("languages").querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === chosen));
  $("title").textContent = document.title = data.title ?? t("title");
  $("summary").textContent = summary();
  $("open-all").textContent = t("open_all");
  $("sort").replaceChildren(...Object.keys(ORDERS).map((order) => el("option", { value: order, selected: order === $("sort").value }, t(`orders.${order}`))));
  $("gradings").replaceChildren(...Object.keys(data.strings[chosen].grades).flatMap((grade) => [el("dt", {}, word("grades", grade)), el("dd", {}, word("grade_meanings", grade))]));
  const harms = [...new Set(data.incidents.flatMap((incident) => incident.claims.map(({ claim }) => claim.harm)))];
  $("legend").replaceChildren(...harms.map((harm) => el("li", { class: `chip ${harm}` }, word("harms", harm))), ...["actor", "source", "place"].map((role) => el("li", {}, el("span", { class: role }, t(`roles.${role}`)))));
  fillFilters();
  clearList();
  headArticles();
  update();
  if (marked) pointOut(marked.document, marked.claim);
}

function start() {
  $("app").hidden = $("head").hidden = false;
  $("none").hidden = data.incidents.length > 0;
  $("found").hidden = $("legend").hidden = !data.incidents.length;
  $("more").open = matchMedia("(min-width: 50rem)").matches;
  startMap();
  startArticles();
  speak(language);
  for (const button of $("languages").querySelectorAll("button")) button.addEventListener("click", () => speak(button.value));
  $("filters").addEventListener("input", update);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("show-all").addEventListener("click", showAll);
  $("filters").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.id === "query") {
      event.target.value = "";
      update();
    }
  });
  $("sort").addEventListener("change", update);
  addEventListener("beforeprint", () => fillList(Infinity));
  addEventListener("afterprint", () => fillList(AT_ONCE));
  $("open-all").addEventListener("click", () => {
    const open = !list.sorted.every((incident) => opened.has(incident.id));
    for (const incident of list.sorted) setOpen(incident, open);
    $("open-all").setAttribute("aria-pressed", String(open));
  });
}
start();
