// @ts-check
/**
 * `<luwes-chart data="id" echarts>`: draws ECharts options given as data. A colour may name a
 * token ("--data-1"); light and dark follow the reader. The table inside serves everyone else.
 */

/** The browser's word for a token, light or dark resolved. @param {Element} where @param {string} token */
const colour = (where, token) => {
  const probe = document.createElement("i");
  probe.style.color = `var(${token})`;
  where.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

/** @param {Element} where @param {any} value @returns {any} */
const resolved = (where, value) => {
  if (typeof value === "string") return value.startsWith("--") ? colour(where, value) : value;
  if (Array.isArray(value)) return value.map((v) => resolved(where, v));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolved(where, v)]));
  }
  return value;
};

class LuwesChart extends HTMLElement {
  /** @type {any} */
  chart = null;

  async connectedCallback() {
    const box = /** @type {HTMLElement | null} */ (this.querySelector(".live-box"));
    const source = document.getElementById(this.getAttribute("data") ?? "");
    if (!box || !source || this.chart) return;
    const echarts = await import(this.getAttribute("echarts") ?? "");
    box.hidden = false;
    const details = this.querySelector("details");
    if (details) details.open = false;
    const options = JSON.parse(source.textContent ?? "{}");
    this.chart = echarts.init(box, null, { renderer: "svg" });
    const draw = () => this.chart.setOption(this.dressed(box, options), true);
    draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    new ResizeObserver(() => this.chart.resize()).observe(box);
  }

  /** Our type, inks and quiet axes under what the page asks for. @param {Element} box @param {any} options */
  dressed(box, options) {
    const font = getComputedStyle(box).fontFamily;
    const soft = colour(box, "--ink-soft");
    const axis = {
      axisLine: { lineStyle: { color: colour(box, "--line-strong") } },
      splitLine: { lineStyle: { color: colour(box, "--line") } },
      axisLabel: { color: soft, fontSize: 13 },
      nameTextStyle: { color: soft, fontSize: 13 },
    };
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const asked = resolved(box, options);
    /** @param {any} own @returns {any} */
    const dress = (own) => (Array.isArray(own) ? own.map(dress) : own && { ...axis, ...own, axisLabel: { ...axis.axisLabel, ...own.axisLabel } });
    return {
      animation: !still,
      color: resolved(box, ["--data-1", "--data-2", "--tapis-fill", "--info", "--data-3"]),
      textStyle: { fontFamily: font, color: colour(box, "--ink"), fontSize: 13 },
      ...asked,
      // a tooltip drawn as text: markup would need inline styles, which the policy forbids
      tooltip: { confine: true, ...asked.tooltip, renderMode: "richText" },
      xAxis: dress(asked.xAxis),
      yAxis: dress(asked.yAxis),
    };
  }
}

customElements.define("luwes-chart", LuwesChart);
