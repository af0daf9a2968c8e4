// @ts-check
/**
 * `<luwes-map data="id" leaflet sheet coast tiles>`: bubbles with names and figures over the
 * coastline that comes with the product; tiles only where a server is configured.
 */

/**
 * @typedef {{ lat: number, lon: number, name: string, figure?: string, lack?: number, size?: number,
 *   kind?: "hit" | "post" | "calm" | "start", url?: string, here?: number }} Bubble
 * `here`: people serve there now. A way runs from where people come to where they go.
 * @typedef {{ from: [number, number], to: [number, number], name: string, figure?: string }} Way
 */

const LARGEST = 28;
const SHARE_OF_WIDTH = 1 / 22;
const RING = 4;
/** What the reader looked at, by the id of the data: a map drawn anew stays there.
 * @type {Map<string, { centre: any, zoom: number }>} */
const seen = new Map();
/** @type {[string, number][]} */
const SIDES = [["right", 1], ["left", -1]];

/** @param {string} href */
const addSheet = (href) =>
  new Promise((done) => {
    if (document.querySelector(`link[href="${href}"]`)) return done(null);
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = link.onerror = done;
    document.head.append(link);
  });

/** @param {string} tag @param {string} text */
const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

/** @param {Bubble} bubble */
const words = (bubble) => {
  const box = element("span", bubble.name);
  if (bubble.figure || bubble.lack) {
    const figures = element("b", bubble.figure ? `${bubble.figure} ` : "");
    if (bubble.lack) figures.append(element("em", `−${bubble.lack}`));
    box.append(figures);
  }
  return box;
};

/** Where a way comes into view: its start, or the last point on it that the map shows.
 * @param {any} map @param {{ from: [number, number], to: [number, number] }} way @returns {[number, number]} */
const entry = (map, { from, to }) => {
  const inside = map.getBounds().pad(-0.08);
  const at = (/** @type {number} */ share) =>
    /** @type {[number, number]} */ ([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
  for (let step = 0; step < 100; step += 1) if (inside.contains(at(step / 100))) return at(step / 100);
  return from;
};

class LuwesMap extends HTMLElement {
  /** @type {any} */
  map = null;
  /** @type {{ mark: any, gap: number }[]} */
  marks = [];

  async connectedCallback() {
    const box = /** @type {HTMLElement | null} */ (this.querySelector(".live-box"));
    const source = document.getElementById(this.getAttribute("data") ?? "");
    if (!box || !source || this.map) return;
    const [coast] = await Promise.all([
      fetch(this.getAttribute("coast") ?? "").then((r) => r.json()),
      import(this.getAttribute("leaflet") ?? ""),
      addSheet(this.getAttribute("sheet") ?? ""),
    ]);
    box.hidden = false;
    const details = this.querySelector("details");
    if (details) details.open = false;
    if (!this.isConnected) return;
    const { bubbles = [], ways = [] } = JSON.parse(source.textContent ?? "{}");
    this.draw(box, coast, bubbles, ways);
  }

  disconnectedCallback() {
    this.map?.remove();
    this.map = null;
    this.marks = [];
  }

  /** @param {HTMLElement} box @param {object} coast @param {Bubble[]} bubbles @param {Way[]} ways */
  draw(box, coast, bubbles, ways) {
    const L = /** @type {any} */ (globalThis).L;
    const map = L.map(box, { zoomControl: false, scrollWheelZoom: false });
    this.map = map;
    const zoom = { zoomInTitle: this.getAttribute("nearer"), zoomOutTitle: this.getAttribute("farther") };
    L.control.zoom(zoom).addTo(map);
    map.attributionControl.setPrefix(false).addAttribution("Natural Earth");
    const tiles = this.getAttribute("tiles");
    const land = L.geoJSON(coast, { interactive: false, style: { className: "coast" } });
    if (tiles) L.tileLayer(tiles, { maxZoom: 18 }).addTo(map);
    else land.addTo(map);
    const points = bubbles.map((b) => [b.lat, b.lon]);
    const before = seen.get(this.getAttribute("data") ?? "");
    if (before) map.setView(before.centre, before.zoom);
    else map.fitBounds(points.length ? points : land.getBounds(), { padding: [56, 40], maxZoom: 13 });
    map.on("dragend zoomend", () => seen.set(this.getAttribute("data") ?? "", { centre: map.getCenter(), zoom: map.getZoom() }));
    for (const way of ways) L.polyline([way.from, way.to], { className: "m-way", interactive: false }).addTo(map);
    const most = Math.max(1, ...bubbles.map((b) => b.size ?? 0));
    // large ones first: a small bubble stays reachable on top
    for (const bubble of [...bubbles].sort((a, b) => (b.size ?? 0) - (a.size ?? 0))) this.add(L, bubble, most);
    for (const { name, figure, ...way } of ways) {
      const [lat, lon] = entry(map, way);
      this.add(L, { lat, lon, name, figure, kind: "start" }, most);
    }
    this.declutter();
    map.on("moveend", () => this.declutter()); // after a zoom as well
  }

  /** @param {any} L @param {Bubble} bubble @param {number} most */
  add(L, bubble, most) {
    const largest = Math.min(LARGEST, this.clientWidth * SHARE_OF_WIDTH);
    const radius = bubble.size ? Math.max(4, largest * Math.sqrt(bubble.size / most)) : 6;
    const at = [bubble.lat, bubble.lon];
    const mark = L.circleMarker(at, { radius, className: `m-${bubble.kind ?? "hit"}`, weight: 1 }).addTo(this.map);
    if (bubble.lack) {
      L.circleMarker(at, { radius: radius + RING, className: "m-lack", weight: 2, interactive: false }).addTo(this.map);
    }
    if (bubble.here) L.circleMarker(at, { radius: 4, className: "m-here", weight: 1.5, interactive: false }).addTo(this.map);
    const gap = radius + (bubble.lack ? RING : 0) + 4;
    mark.bindTooltip(words(bubble), { permanent: true, direction: "right", offset: [gap, 0], className: "map-word", opacity: 1 });
    this.marks.push({ mark, gap });
    const { url } = bubble;
    if (url) mark.on("click", () => location.assign(url));
  }

  /** A name that would lie on another, on a bubble or over the edge goes to the left of its bubble, or else is hidden; the larger bubble chooses first. */
  declutter() {
    const frame = this.map.getContainer().getBoundingClientRect();
    /** @type {DOMRect[]} */
    const taken = this.marks.map(({ mark }) => mark.getElement().getBoundingClientRect());
    for (const [i, { mark, gap }] of this.marks.entries()) {
      const tooltip = mark.getTooltip();
      const word = tooltip.getElement();
      word.classList.remove("hide");
      const fits = SIDES.some(([side, way]) => {
        Object.assign(tooltip.options, { direction: side, offset: [way * gap, 0] });
        tooltip.update();
        const box = word.getBoundingClientRect();
        const inside = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
        const free = inside && !taken.some((t, j) => j !== i && box.left < t.right && t.left < box.right && box.top < t.bottom && t.top < box.bottom);
        if (free) taken.push(box);
        return free;
      });
      word.classList.toggle("hide", !fits);
    }
  }
}

customElements.define("luwes-map", LuwesMap);
