// Numbers of people as the page writes them.

const total = (incident, harm) => incident.tolls[harm]?.total;
const best = (incident, harm) => total(incident, harm)?.best ?? 0;

/** `17–25`, `≥ 17` where nobody says how many at most, nothing where the bounds agree. */
function bounds({ low, best, high }) {
  if (high === null) return `≥ ${number(low)}`;
  return low === best && high === best ? "" : `${number(low)}–${number(high)}`;
}

/** The estimate of one kind of harm: the likeliest number large, low and high beside it. */
function estimate(harm, toll) {
  const { low, best, high } = toll.total;
  const range = bounds(toll.total);
  const said = t("estimate_label", { harm: word("harms", harm), low: number(low), best: number(best), high: high === null ? t("open") : number(high) });
  const groups = Object.entries(toll.groups).map(([name, part]) => `${word("groups", name)} ${number(part.best)}`);
  return el("div", { class: `estimate ${harm}` },
    el("span", { class: "harm" }, word("harms", harm)),
    el("span", { class: "best", title: said }, number(best), el("span", { class: "hidden" }, ` (${said})`)),
    range ? el("bdi", { class: "range", dir: "ltr", "aria-hidden": "true" }, range) : null,
    groups.length ? el("span", { class: "groups" }, t("among_them", { groups: groups.join(t("comma")) })) : null);
}

/** The sum over incidents of one kind of harm, with the sums of its bounds. */
function sum(incidents, harm) {
  const estimates = incidents.map((incident) => total(incident, harm)).filter(Boolean);
  return {
    low: estimates.reduce((n, item) => n + item.low, 0),
    best: estimates.reduce((n, item) => n + item.best, 0),
    high: estimates.some((item) => item.high === null) ? null : estimates.reduce((n, item) => n + item.high, 0),
  };
}

/** `killed 43 (38–51)` */
function summed(incidents, harm) {
  const all = sum(incidents, harm);
  const range = bounds(all);
  return `${word("harms", harm)} ${number(all.best)}${range ? ` (\u2066${range}\u2069)` : ""}`;
}

/** What happened, as far as reports tell: the type of event, and the word of a report for the weapon. */
function kind(incident) {
  const type = incident.mode && incident.mode in data.strings[language].modes ? word("modes", incident.mode)
    : incident.acled_type && incident.acled_type !== "Other" ? word("acled", incident.acled_type)
    : incident.type ? word("types", incident.type) : null;
  return type ?? t("unknown_type");
}

/** Where: the place, its first division if that says more, its country. */
function where(incident) {
  const place = incident.place;
  if (!place) return el("span", { class: "unknown" }, t("unknown_place"));
  const land = place.country && place.where_prec !== 6 ? country(place.country) : null;
  const division = language === "ar" && place.admin1 && place.admin1 !== place.name ? quote(place.admin1) : null;
  return el("span", { class: "where" }, ...separated([named(place), division, land].filter(Boolean), t("comma")));
}

/** A day, a month or a year in words; what is no date stays as it is. */
function dateInWords(value, precision = 1) {
  if (/^\d{4}-\d\d$/.test(value)) return day(`${value}-01`, { month: "long", year: "numeric" });
  return day(value, precision >= 5 ? { year: "numeric" } : precision === 4 ? { month: "long", year: "numeric" } : undefined);
}

/** When: the day, or how far the reports leave it open. */
function when(incident) {
  if (!incident.date) return t("unknown_date");
  const [from, to] = incident.date.split("/");
  if (to) return t("period", { from: dateInWords(from), to: dateInWords(to) });
  const shown = dateInWords(from, incident.date_precision ?? 1);
  return isDay(from) && incident.date_precision > 1 && incident.date_precision < 4 ? t("about", { date: shown }) : shown;
}

/** Whether the reports tell the time closely enough to stand on the timeline: at most a week. */
const hasDay = (incident) => incident.first !== null && (Date.parse(incident.last) - Date.parse(incident.first)) / 86400000 < 7 && (incident.date_precision ?? 1) <= 3;
/** Without the tolls of campaigns and wars: beside the attacks of that time their victims would count twice. */
const attacks = (incidents) => incidents.filter((incident) => !incident.aggregate);
