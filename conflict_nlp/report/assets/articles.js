// The articles: from a claim to its words and back.

let marked = null; // the claim whose words are pointed out: its document and id

const incidentOf = new Map(data.incidents.flatMap((incident) => incident.claims.map(({ ref }) => [ref, incident])));
const spansOf = (article, claim) => [...article.querySelectorAll("[data-claims]")].filter((span) => span.dataset.claims.split(" ").includes(claim));
const inner = (mark) => mark.dataset.claims.split(" ").at(-1);

function pointOut(document_, claim) {
  for (const old of document.querySelectorAll(".on, .chosen")) old.classList.remove("on", "chosen");
  marked = { document: document_, claim };
  for (const span of spansOf(articleOf(document_), claim)) span.classList.add("on");
  rows.get(`${document_}#${claim}`)?.classList.add("chosen");
}

/** From a claim in the list to its words in the article. */
function toWords(document_, claim) {
  const article = articleOf(document_);
  article.hidden = false;
  pointOut(document_, claim);
  show(spansOf(article, claim).find((span) => span.tagName === "MARK") ?? article);
}

function toArticle(document_) {
  const article = articleOf(document_);
  article.hidden = false;
  article.scrollIntoView({ block: "start" });
  article.focus({ preventScroll: true });
}

/** From words in an article to their claim in the list. */
function toClaim(document_, claim) {
  const ref = `${document_}#${claim}`;
  const incident = incidentOf.get(ref);
  if (!incident) return;
  reveal(incident);
  pointOut(document_, claim);
  show(rows.get(ref));
}

function startArticles() {
  for (const [id, { anchor }] of Object.entries(data.articles)) {
    const article = $(anchor);
    const first = new Set();
    for (const mark of article.querySelectorAll("mark")) {
      const claim = inner(mark);
      const leads = incidentOf.has(`${id}#${claim}`);
      if (leads) mark.setAttribute("role", "link");
      // A claim's words may be cut into several marks by what is marked within them: one stop of the Tab key is enough.
      mark.setAttribute("tabindex", leads && !first.has(claim) ? "0" : "-1");
      first.add(claim);
    }
    article.addEventListener("click", (event) => {
      const mark = event.target.closest("mark");
      if (mark) toClaim(id, inner(mark));
    });
    article.addEventListener("keydown", (event) => {
      const mark = event.target.closest("mark");
      if (event.key !== "Enter" || !mark) return;
      event.preventDefault(); // else the key would press the button too that the focus goes to
      toClaim(id, marked?.document === id && spansOf(article, marked.claim).includes(mark) ? marked.claim : inner(mark));
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && marked && event.target.closest("#articles")) toClaim(marked.document, marked.claim);
  });
}

/** In the language of the page: the date of each article, and under its head the incidents that it tells of. */
function headArticles() {
  for (const date of document.querySelectorAll("#articles .about .date")) date.textContent = day(date.dataset.date ??= date.textContent);
  const told = new Map();
  for (const incident of data.incidents) for (const report of incident.reports) told.set(report.document, [...(told.get(report.document) ?? []), incident]);
  for (const [id, { anchor }] of Object.entries(data.articles)) {
    const links = (told.get(id) ?? []).map((incident) => el("button", { type: "button", class: "link", click: () => openIncident(incident) }, `${kind(incident)}${t("comma")}`, where(incident), `${t("comma")}${when(incident)}`));
    $(anchor).querySelector(".told").replaceChildren(links.length ? label("tells_of") : t("tells_of_none"), ...links);
  }
}

/** Articles that tell of what is shown; without any choice all of them. */
function drawArticles(shown, chosen) {
  const documents = new Set(shown.flatMap((incident) => incident.reports.map((report) => report.document)));
  const any = FIELDS.some((name) => chosen[name]);
  const words = FIELDS.every((name) => name === "query" || !chosen[name]) ? fold(chosen.query).split(/\s+/) : null;
  for (const [id, { anchor }] of Object.entries(data.articles)) {
    $(anchor).hidden = any && !documents.has(id) && !(words && words.every((part) => wordsOfArticle(id).includes(part)));
  }
}
