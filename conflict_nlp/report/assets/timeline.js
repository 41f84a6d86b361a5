// Killed and injured by day; by week or month where there are too many days to see. A click on a bar shows its days alone.

const DAY = 86400000;
const MOST_BARS = 100;
const iso = (time) => new Date(time).toISOString().slice(0, 10);
const STEPS = [
  { name: "day", start: (time) => time, next: (time) => time + DAY },
  { name: "week", start: (time) => time - ((new Date(time).getUTCDay() + 6) % 7) * DAY, next: (time) => time + 7 * DAY },
  { name: "month", start: (time) => Date.parse(`${iso(time).slice(0, 7)}-01`), next: (time) => new Date(time).setUTCMonth(new Date(time).getUTCMonth() + 1) },
  { name: "year", start: (time) => Date.parse(`${iso(time).slice(0, 4)}-01-01`), next: (time) => new Date(time).setUTCFullYear(new Date(time).getUTCFullYear() + 1) },
];

/** The bars from the first to the last day that an incident has, whatever is shown of them: finest step that keeps them few. */
function makeBars() {
  const times = attacks(data.incidents).filter(hasDay).map((incident) => Date.parse(incident.first));
  if (!times.length) return { step: STEPS[0], bars: [] };
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  for (const step of STEPS) {
    const bars = [];
    for (let time = step.start(first); time <= last && bars.length <= MOST_BARS; time = step.next(time)) bars.push({ from: iso(time), to: iso(step.next(time) - DAY) });
    if (bars.length <= MOST_BARS || step === STEPS.at(-1)) return { step, bars };
  }
}
const timeline = makeBars();

function barLabel({ from, to }, step) {
  if (step === "day") return day(from);
  if (step === "week") return `${day(from)} – ${day(to)}`;
  return day(from, step === "month" ? { month: "long", year: "numeric" } : { year: "numeric" });
}
const tick = (from, step) => day(from, { day: { day: "numeric", month: "short" }, week: { day: "numeric", month: "short" }, month: { month: "short", year: "numeric" }, year: { year: "numeric" } }[step]);

function drawTimeline(shown) {
  const { bars, step } = timeline;
  const dated = shown.filter(hasDay);
  const inBars = bars.map((bar) => dated.filter((incident) => incident.first >= bar.from && incident.first <= bar.to));
  const sums = inBars.map((incidents) => ["killed", "injured"].map((harm) => sum(incidents, harm)));
  const top = Math.max(1, ...sums.flat().map((item) => item.best));
  const every = Math.ceil(bars.length / Math.max(2, Math.floor($("timeline").clientWidth / 64)));
  const buttons = bars.map((bar, n) => {
    const told = inBars[n].length ? [t("incidents", { n: inBars[n].length }), summed(inBars[n], "killed"), summed(inBars[n], "injured")] : [t("incidents", { n: 0 })];
    const label = `${barLabel(bar, step.name)}: ${told.join(t("comma"))}`;
    const on = $("from").value === bar.from && $("to").value === bar.to;
    const column = (harm, i) => {
      const filled = el("span", { class: `filled ${harm}` });
      filled.style.height = `${(100 * sums[n][i].best) / top}%`;
      return filled;
    };
    return el("button", { type: "button", class: "bar", "aria-label": label, title: label, "aria-pressed": String(on), "data-from": bar.from, click: () => chooseDays(bar, on) },
      el("span", { class: "columns-of-bar" }, column("killed", 0), column("injured", 1)),
      n % every === 0 ? el("span", { class: "tick" }, tick(bar.from, step.name)) : null);
  });
  rove(buttons, Math.max(0, bars.findIndex((bar) => bar.from === $("from").value)));
  $("timeline").replaceChildren(el("span", { class: "top", "aria-hidden": "true" }, number(top)), el("div", { class: "bars" }, buttons));
  $("timeline").hidden = !bars.length;
  const without = shown.length - dated.length;
  $("timeline-note").textContent = [t(`steps.${step.name}`), without ? t("without_day", { n: without }) : ""].join(" ");
}

function chooseDays(bar, on) {
  $("from").value = on ? "" : bar.from;
  $("to").value = on ? "" : bar.to;
  update();
  document.querySelector(`.bar[data-from="${bar.from}"]`).focus();
}
