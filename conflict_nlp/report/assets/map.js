// Incidents as circles over the shapes of countries: a circle grows with the likeliest number of killed.

const MERCATOR = (lat) => (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (Math.max(-80, Math.min(80, lat)) * Math.PI) / 360));
const UNIT = 100; // of the drawing in a degree of longitude: lengths of less than one are drawn badly
const project = ([lon, lat]) => [UNIT * lon, -UNIT * MERCATOR(lat)];
const RATIO = 0.8; // height of the map to its width
const LEAST = 6 * UNIT; // what the map shows at least when it fits itself to the incidents
const STEP = 1.5;

const radius = (incident) => Math.min(44, 5 + 2.4 * Math.sqrt(best(incident, "killed")));
const onMap = (incident) => Number.isFinite(incident.place?.lat) && Number.isFinite(incident.place?.lon);
const vague = (incident) => (incident.place.where_prec ?? 1) >= 4;

const map = { view: null, shown: [] };

function outline(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.flat().map((ring) => `M${ring.map((point) => project(point).map((value) => value.toFixed(0)).join(" ")).join("L")}Z`).join("");
}

/** The part of the map in which all the incidents lie. */
function fitting(incidents) {
  const points = incidents.filter(onMap).map(({ place }) => project([place.lon, place.lat]));
  const [[west, south], [east, north]] = [[25, 12], [60, 40]].map(project);
  const range = (values) => [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const [x0, x1] = points.length ? range(points.map(([x]) => x)) : [west, east];
  const [y0, y1] = points.length ? range(points.map(([, y]) => y)) : [north, south];
  const width = Math.max(LEAST, 1.25 * (x1 - x0), (1.25 * (y1 - y0)) / RATIO);
  return { x: (x0 + x1 - width) / 2, y: (y0 + y1 - width * RATIO) / 2, width };
}

const lands = svg("g", { class: "lands", "aria-hidden": "true" }, data.shapes.features.map((shape) => svg("path", { d: outline(shape.geometry) })));
const labels = svg("g", { class: "labels", "aria-hidden": "true" });
const circles = svg("g", { class: "circles" });
const picture = svg("svg", { role: "group" }, lands, labels, circles);

function startMap() {
  map.view = fitting(attacks(data.incidents));
  $("map").append(picture);
  $("zoom-in").addEventListener("click", () => zoom(1 / STEP));
  $("zoom-out").addEventListener("click", () => zoom(STEP));
  $("zoom-fit").addEventListener("click", () => look(fitting(map.shown)));
  picture.addEventListener("keydown", (event) => {
    const change = { "+": 1 / STEP, "=": 1 / STEP, "-": STEP }[event.key];
    if (change) zoom(change);
  });
  picture.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // the wheel scrolls the page; with Ctrl, or two fingers on a touchpad, it zooms
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, event);
  }, { passive: false });
  dragMap();
  addEventListener("resize", () => look(map.view));
}

/** Move the map with the mouse, or with two fingers; one finger scrolls the page. */
function dragMap() {
  const fingers = new Map();
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
  };
  picture.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    map.moved = false;
  });
  addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const distance = spread();
    fingers.set(event.pointerId, event);
    if (fingers.size === 2 && distance) zoom(distance / spread(), event);
    else if (event.pointerType === "mouse") {
      const scale = map.view.width / picture.clientWidth;
      const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
      map.moved ||= Math.abs(dx) + Math.abs(dy) > 1;
      look({ ...map.view, x: map.view.x - dx * scale, y: map.view.y - dy * scale });
    }
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (event) => fingers.delete(event.pointerId));
}

/** Zoom about the middle, or about where the pointer is. */
function zoom(factor, event = null) {
  const { x, y, width } = map.view;
  const wide = Math.max(UNIT / 2, Math.min(140 * UNIT, width * factor));
  const box = picture.getBoundingClientRect();
  const [u, v] = event ? [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] : [0.5, 0.5];
  look({ x: x + (width - wide) * u, y: y + (width - wide) * RATIO * v, width: wide });
}

/** Show this part of the map; circles, names and lines keep their size on the screen. */
function look(view) {
  map.view = view;
  const scale = view.width / (picture.clientWidth || 600);
  picture.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.width * RATIO}`);
  picture.style.setProperty("--scale", scale);
  const placed = new Map();
  for (const circle of circles.children) {
    const incident = map.shown[circle.dataset.n];
    const key = `${incident.place.lat} ${incident.place.lon}`;
    const before = placed.get(key) ?? 0;
    placed.set(key, before + 1);
    // Incidents of one place stand beside each other, in a spiral.
    const [x, y] = project([incident.place.lon, incident.place.lat]);
    const away = 9 * Math.sqrt(before) * scale;
    circle.setAttribute("cx", x + away * Math.cos(2.4 * before));
    circle.setAttribute("cy", y + away * Math.sin(2.4 * before));
    circle.setAttribute("r", radius(incident) * scale);
  }
  // The name of a country that is too small on the screen to hold it would cover its neighbours.
  for (const label of labels.children) label.classList.toggle("hidden-name", label.dataset.width / scale < 7 * label.textContent.length);
}

/** The names of the countries, each at a point inside; `data-width` is how wide its shape is there. */
function nameCountries() {
  labels.replaceChildren(...data.shapes.features.filter(({ properties }) => properties.iso && properties.label).map(({ properties, geometry }) => {
    const [x, y] = project(properties.label);
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const widths = polygons.map(([ring]) => UNIT * (Math.max(...ring.map(([lon]) => lon)) - Math.min(...ring.map(([lon]) => lon))));
    return svg("text", { x, y, "data-width": Math.max(...widths) }, country(properties.iso));
  }));
}

function drawMap(shown) {
  map.shown = shown.filter(onMap).sort((a, b) => radius(b) - radius(a));
  const inside = map.shown.map((incident, n) => {
    const label = `${when(incident)}${t("comma")}${where(incident).textContent}: ${kind(incident)}${t("comma")}${summed([incident], "killed")}${t("comma")}${summed([incident], "injured")}`;
    const open = () => map.moved || openIncident(incident);
    return svg("circle", {
      class: `place${best(incident, "killed") ? "" : " without"}${vague(incident) ? " vague" : ""}`, "data-n": n, "data-incident": incident.id, role: "button", "aria-label": label,
      click: open, keydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); openIncident(incident); } },
    }, svg("title", {}, label));
  });
  circles.replaceChildren(...inside);
  rove(inside);
  nameCountries();
  picture.setAttribute("aria-label", t("map_label"));
  look(map.view);
  const without = shown.length - map.shown.length;
  const [west, south, east, north] = data.shapes.bbox;
  const outside = map.shown.filter(({ place }) => place.lon < west || place.lon > east || place.lat < south || place.lat > north).length;
  const notes = [t("map_size"), map.shown.some(vague) ? t("map_vague") : "", without ? t("without_place", { n: without }) : "", outside ? t("outside_map", { n: outside }) : ""];
  $("map-note").textContent = [...notes, t("map_borders")].filter(Boolean).join(" ");
}
