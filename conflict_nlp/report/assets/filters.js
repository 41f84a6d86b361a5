// Which incidents are shown: words to find and choices to meet, all at once.

const FIELDS = ["query", "from", "to", "harm", "place", "who", "grading", "outlet"];
const FOLDED = new RegExp(`[${Object.keys(data.fold).map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}]`, "g");

/** Text in normal spelling, as the library normalises words: what differs by hamza, ta marbuta or vowel signs alone is found. */
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(FOLDED, (c) => data.fold[c]);

const articleOf = (document) => (Object.hasOwn(data.articles, document) ? $(data.articles[document].anchor) : null);
const articleWords = new Map();

function wordsOfArticle(document) {
  if (!articleWords.has(document)) articleWords.set(document, fold(articleOf(document)?.textContent ?? ""));
  return articleWords.get(document);
}

/** All that an incident is found by: its record in both languages and the texts of its articles. */
function wordsOf(incident) {
  if (incident.words === undefined) {
    const chosen = language;
    const told = [];
    for (language of Object.keys(LANGUAGES)) {
      told.push(where(incident).textContent, kind(incident), incident.place?.country ? country(incident.place.country) : "");
      told.push(...[...incident.perpetrators, ...incident.victims].flatMap((party) => [party.name, nameOf(party)]));
    }
    language = chosen;
    told.push(...incident.sources, incident.means ?? "", ...incident.reports.map((report) => report.outlet ?? ""));
    incident.words = fold(told.join("\n"));
  }
  return [incident.words, ...incident.reports.map((report) => wordsOfArticle(report.document))].join("\n");
}

const keyOf = (item) => item.kb_id ?? item.name;
const values = () => Object.fromEntries(FIELDS.map((name) => [name, $(name).value.trim()]));

function meets(incident, { query, from, to, harm, place, who, grading, outlet }) {
  if ((from || to) && incident.first === null) return false;
  // What is told of some day in a month is of a choice that holds the month.
  const [begin, end] = hasDay(incident) ? [incident.last, incident.first] : [incident.first, incident.last];
  if ((from && begin < from) || (to && end > to)) return false;
  if (harm && !(harm in incident.tolls)) return false;
  if (place && ![`country:${incident.place?.country}`, `place:${incident.place && keyOf(incident.place)}`].includes(place)) return false;
  if (who && !incident.perpetrators.some((party) => keyOf(party) === who)) return false;
  if (grading && incident.grading !== grading) return false;
  if (outlet && !incident.reports.some((report) => report.outlet === outlet)) return false;
  // Particles are written on to words: a part of a word is enough.
  return fold(query).split(/\s+/).every((part) => wordsOf(incident).includes(part));
}

/** Fill the lists to choose from, in the language of the page; what was chosen stays. */
function fillFilters() {
  const fill = (id, options) => {
    const chosen = $(id).value;
    $(id).replaceChildren(el("option", { value: "" }, t("any")), ...options);
    $(id).value = chosen;
  };
  const option = ([value, label]) => el("option", { value }, label);
  const compare = format("Collator").compare;
  const sorted = (pairs) => [...new Map(pairs)].sort((a, b) => compare(a[1], b[1]));
  const present = (order, test) => order.filter((value) => data.incidents.some((incident) => test(incident, value)));

  fill("harm", present(Object.keys(data.strings[language].harms), (incident, harm) => harm in incident.tolls).map((harm) => option([harm, word("harms", harm)])));
  fill("grading", present(Object.keys(data.strings[language].grades), (incident, grade) => incident.grading === grade).map((grade) => option([grade, word("grades", grade)])));
  fill("who", sorted(data.incidents.flatMap((incident) => incident.perpetrators.map((party) => [keyOf(party), nameOf(party)]))).map(option));
  fill("outlet", sorted(data.incidents.flatMap((incident) => incident.reports.filter((report) => report.outlet).map((report) => [report.outlet, report.outlet]))).map(option));
  const placed = data.incidents.map((incident) => incident.place).filter(Boolean);
  const groups = sorted(placed.map((place) => [place.country ?? "", place.country ? country(place.country) : t("no_country")]));
  fill("place", groups.map(([code, label]) => el("optgroup", { label },
    code ? option([`country:${code}`, t("all_of", { country: label })]) : null,
    sorted(placed.filter((place) => (place.country ?? "") === code && place.where_prec !== 6).map((place) => [`place:${keyOf(place)}`, nameOf(place)])).map(option))));
}

/** The choices in words, for the printed page. */
function chosenInWords() {
  const told = FIELDS.filter((id) => $(id).value).map((id) => {
    const field = $(id);
    return `${t(id === "query" ? "search" : id)}: \u2068${field.selectedOptions?.[0]?.text ?? (field.type === "date" ? day(field.value) : field.value)}\u2069`;
  });
  return told.join(t("semicolon"));
}
