// What all parts of the page use: its data, its strings in the chosen language, and elements made without HTML in texts.
const data = JSON.parse(document.getElementById("data").textContent);
const LANGUAGES = { ar: "rtl", en: "ltr" };
const SVG = "http://www.w3.org/2000/svg";
const $ = (id) => document.getElementById(id);

let language = (navigator.languages ?? []).map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? "ar";
// Day before month, digits that both languages read, and one calendar.
const locale = () => `${language === "en" ? "en-GB" : language}-u-nu-latn-ca-gregory`;

const formatters = new Map();

/** A formatter of the browser for the language of the page; they are slow to make. */
function format(kind, options = {}) {
  const key = `${kind} ${locale()} ${JSON.stringify(options)}`;
  if (!formatters.has(key)) formatters.set(key, new Intl[kind](locale(), options));
  return formatters.get(key);
}

/** The string `key` (`harms.killed`) of the chosen language, `{name}` replaced by the values; `n` chooses among the forms of the plural. */
function t(key, values = {}) {
  let found = data.strings[language];
  for (const part of key.split(".")) found = Object.hasOwn(Object(found), part) ? found[part] : undefined;
  if (found !== undefined && typeof found !== "string") found = found[format("PluralRules").select(values.n)] ?? found.other;
  return (found ?? key.slice(key.indexOf(".") + 1)).replace(/\{(\w+)\}/g, (_, name) => (name === "n" ? number(values.n) : values[name]));
}

/** The word for a value of a closed list (`harms`, `acled` …), the value itself where the list lacks it. */
const word = (list, value) => Object.hasOwn(data.strings[language][list], value) ? data.strings[language][list][value] : value.replaceAll("_", " ");
const number = (value) => format("NumberFormat").format(value);

const isDay = (value) => /^\d{4}-\d\d-\d\d$/.test(value ?? "") && !Number.isNaN(Date.parse(value));

/** A day in words; what is no ISO date stays as it is. */
function day(value, options = { day: "numeric", month: "long", year: "numeric" }) {
  return isDay(value) ? format("DateTimeFormat", { ...options, timeZone: "UTC" }).format(new Date(value)) : value ?? "";
}

function country(code) {
  try {
    return format("DisplayNames", { type: "region" }).of(code);
  } catch {
    return code;
  }
}

function make(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** An element; functions among the attributes are listeners, strings among the children are text. */
const el = (tag, attributes = {}, ...children) => make(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => make(document.createElementNS(SVG, tag), attributes, children);
/** Text of the articles, whatever its direction, apart from what stands around it. */
const quote = (text, attributes = {}) => el("bdi", { lang: "ar", ...attributes }, text);
const separated = (items, mark) => items.flatMap((item, n) => (n ? [mark, item] : [item]));

/** The name of an actor or place: in English where that is the language and the tables have it. */
function nameOf(named) {
  const english = language === "en" && named.kb_id && Object.hasOwn(data.english, named.kb_id) ? data.english[named.kb_id] : null;
  return english ?? named.name;
}
const named = (item) => el("bdi", nameOf(item) === item.name ? { lang: "ar" } : { lang: "en", title: item.name }, nameOf(item));

/** One stop of the Tab key for all `items`; arrows, Home and End go on from there, in the order of the page. */
function rove(items, current = 0) {
  items.forEach((item, n) => item.setAttribute("tabindex", n === current ? "0" : "-1"));
  items.forEach((item, n) => item.addEventListener("keydown", (event) => {
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const to = { [forward]: n + 1, ArrowDown: n + 1, [backward]: n - 1, ArrowUp: n - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || !items[to]) return;
    event.preventDefault();
    items[n].setAttribute("tabindex", "-1");
    items[to].setAttribute("tabindex", "0");
    items[to].focus();
  }));
}

/** Bring an element into view and give it the focus. */
function show(element) {
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
}
