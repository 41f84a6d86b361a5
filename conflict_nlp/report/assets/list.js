// The list of incidents, each opening to its claims. Long lists are made as far as they are read.

const AT_ONCE = 100;

const ORDERS = {
  newest: (a, b) => (b.date ?? "").localeCompare(a.date ?? ""),
  oldest: (a, b) => (a.date ?? "\uffff").localeCompare(b.date ?? "\uffff"),
  killed: (a, b) => best(b, "killed") - best(a, "killed"),
};
const opened = new Set();
const panels = new Map(); // id of an incident -> its element, and the parts of it
const rows = new Map(); // ref of a claim -> its row
const list = { sorted: [], length: AT_ONCE };

function party(item) {
  const stance = item.stance && item.stance !== "asserted" ? el("span", { class: "stance" }, word("stances", item.stance)) : null;
  return el("span", { class: "party" }, named(item), stance);
}
const parties = (items) => separated(items.map(party), t("comma"));

const label = (name) => el("span", { class: "label" }, t(name), ": ");

/** One claim: figure, words, people, who says so; a click leads to its words in the article. */
function claimRow(incident, { document: id, claim, ref, superseded_by }) {
  const part = (name, items) => (items.length ? el("span", { class: "part" }, label(name), separated(items, t("comma"))) : null);
  const stance = claim.stance && claim.stance !== "asserted" ? el("span", { class: "stance" }, word("stances", claim.stance)) : null;
  const update = superseded_by && incident.claims.find((other) => other.ref === superseded_by);
  const notes = [
    claim.status !== "asserted" ? word("statuses", claim.status) : null,
    claim.part_of ? t("part_of") : null,
    claim.same_as ? t("same_as") : null,
    superseded_by ? t("superseded", { figure: `\u2066${update?.claim.figure ?? ""}\u2069` }) : null,
  ].filter(Boolean);
  const row = el("button", { type: "button", class: `claim ${claim.harm}${superseded_by || claim.status !== "asserted" ? " past" : ""}`, "data-ref": ref, title: t("to_words"), click: () => toWords(id, claim.id) },
    el("span", { class: "chip" }, word("harms", claim.harm)),
    el("bdi", { class: "figure", dir: "ltr" }, claim.figure),
    quote(claim.text, { class: "quoted" }),
    el("span", { class: "parts" },
      part("victims", claim.victims.actor ? [quote(claim.victims.actor)] : []),
      part("by", claim.perpetrators.map((actor) => el("span", {}, named(actor), stance?.cloneNode(true)))),
      part("says", claim.sources.map(named)),
      notes.length ? el("span", { class: "part note" }, notes.join(t("semicolon"))) : null));
  rows.set(ref, row);
  return el("li", {}, row);
}

function reportBlock(incident, report) {
  const claims = incident.claims.filter((item) => item.document === report.document);
  const known = Object.hasOwn(data.articles, report.document) ? data.articles[report.document] : null;
  return el("div", { class: "report" },
    el("p", { class: "outlet" },
      report.outlet ? quote(report.outlet, { class: "name" }) : el("span", { class: "unknown" }, t("unknown_outlet")),
      report.date ? el("span", {}, day(report.date)) : null,
      known ? el("a", { href: `#${known.anchor}`, lang: "ar", dir: "rtl", click: (event) => { event.preventDefault(); toArticle(report.document); } }, known.name) : null),
    el("ul", { class: "claims" }, claims.map((item) => claimRow(incident, item))));
}

function incidentPanel(incident) {
  const id = `claims-${incident.id}`;
  const button = el("button", { type: "button", class: "toggle", "aria-controls": id, click: () => setOpen(incident, !opened.has(incident.id)) },
    el("span", { class: "what" }, kind(incident), incident.means ? el("span", { class: "means" }, " · ", quote(incident.means)) : null),
    el("span", { class: "line" }, el("time", isDay(incident.date) ? { datetime: incident.date } : {}, when(incident)), where(incident)));
  const details = el("div", { class: "reports", id }, incident.reports.map((report) => reportBlock(incident, report)));
  const panel = el("article", { class: "incident", "data-incident": incident.id, tabindex: "-1" },
    el("div", { class: "head" },
      el("h3", {}, button),
      incident.aggregate ? el("span", { class: "grade aggregate", title: t("aggregate_meaning") }, t("aggregate")) : null,
      el("span", { class: `grade ${incident.grading}`, title: word("grade_meanings", incident.grading) }, word("grades", incident.grading))),
    el("div", { class: "estimates" }, Object.entries(incident.tolls).map(([harm, toll]) => estimate(harm, toll))),
    el("p", { class: "who" },
      el("span", {}, label("by"), incident.perpetrators.length ? parties(incident.perpetrators) : el("span", { class: "unknown" }, t("nobody_named"))),
      el("span", { class: "number-of-reports" }, t("reports", { n: incident.reports.length }))),
    details);
  panels.set(incident.id, { panel, button, details });
  setOpen(incident, opened.has(incident.id));
  return panel;
}

function setOpen(incident, open) {
  opened[open ? "add" : "delete"](incident.id);
  const { button, details } = panels.get(incident.id) ?? {};
  button?.setAttribute("aria-expanded", String(open));
  if (details) details.hidden = !open;
}

/** Open an incident in the list, which is made as far as it needs to be, without the choices that hide it; returns its head. */
function reveal(incident) {
  if (!list.sorted.includes(incident)) showAll();
  const position = list.sorted.indexOf(incident);
  if (position >= list.length) fillList(position + 1);
  setOpen(incident, true);
  return panels.get(incident.id).button;
}
const openIncident = (incident) => show(reveal(incident));

/** Forget the elements of the list: they are made anew, in another language. */
function clearList() {
  panels.clear();
  rows.clear();
}

function fillList(length) {
  list.length = length;
  const shown = list.sorted.slice(0, length);
  const more = list.sorted.length - shown.length;
  const elements = shown.map((incident) => panels.get(incident.id)?.panel ?? incidentPanel(incident));
  if (!shown.length) elements.push(el("p", { class: "notice" }, t("nothing")));
  if (more) elements.push(el("button", { type: "button", id: "more-incidents", click: () => fillMore(length) }, t("more", { n: more })));
  $("list").replaceChildren(...elements);
}

function fillMore(length) {
  fillList(length + AT_ONCE);
  panels.get(list.sorted[length].id).button.focus();
}

function drawList(shown) {
  list.sorted = [...shown].sort(ORDERS[$("sort").value] ?? ORDERS.newest);
  fillList(AT_ONCE);
}
