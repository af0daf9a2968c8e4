// @ts-check
/**
 * Makes a `[data-luwes-tree]` list of links a tree for the keyboard: one stop for Tab, arrows, Home, End,
 * and the first letters of a name. Without scripts, or with fingers only, it stays a list of links whose
 * parts open.
 */

const PAUSE = 700; // ms between the letters of one name
const TREE = "[data-luwes-tree]";
let typed = "";
let typedAt = 0;
let ids = 0;

/** @param {Element} tree @returns {HTMLAnchorElement[]} */
const items = (tree) => [.../** @type {NodeListOf<HTMLAnchorElement>} */ (tree.querySelectorAll("li > a"))];

/** Those in sight, top down. @param {Element} tree */
const shown = (tree) => items(tree).filter((item) => item.checkVisibility());

/** What opens below an item, and the list that is there. @param {Element} item */
const below = (item) => {
  const details = item.parentElement?.querySelector(":scope > details") ?? null;
  const list = item.parentElement?.querySelector(":scope > ul, :scope > details ul") ?? null;
  return {
    details: details instanceof HTMLDetailsElement ? details : null,
    list: list instanceof HTMLElement ? list : null,
  };
};

/** @param {Element} item */
const dressItem = (item) => {
  const { details, list } = below(item);
  item.setAttribute("role", "treeitem");
  item.parentElement?.setAttribute("role", "none");
  if (!details && !list) return;
  const open = details ? details.open : !list?.hidden;
  item.setAttribute("aria-expanded", String(open));
  const summary = details?.querySelector("summary");
  summary?.setAttribute("aria-hidden", "true");
  summary?.setAttribute("tabindex", "-1");
  if (!list) return;
  list.id ||= `cabang-${(ids += 1)}`;
  list.setAttribute("role", "group");
  item.setAttribute("aria-owns", list.id);
};

/** One item takes the Tab: the one last used, else the one the page is about. @param {Element} tree */
const dress = (tree) => {
  const all = items(tree);
  if (!all.length) return;
  tree.setAttribute("role", "tree");
  const label = tree.closest("[aria-label]")?.getAttribute("aria-label");
  if (label) tree.setAttribute("aria-label", label);
  all.forEach(dressItem);
  const stop = all.find((item) => item.tabIndex === 0 && item.hasAttribute("data-stop"));
  rest(tree, stop ?? all.find((item) => item.ariaCurrent) ?? all[0]);
};

/** @param {Element} tree @param {HTMLAnchorElement} stop */
const rest = (tree, stop) => {
  for (const item of items(tree)) {
    item.tabIndex = item === stop ? 0 : -1;
    item.toggleAttribute("data-stop", item === stop);
  }
};

/** @param {Element} item @param {boolean} open */
const unfold = (item, open) => {
  const { details, list } = below(item);
  if (details && details.open !== open) details.querySelector("summary")?.click();
  else if (!details && list) list.hidden = !open;
  item.setAttribute("aria-expanded", String(open));
};

/** @param {Element} tree @param {HTMLAnchorElement} from @param {string} key */
const goal = (tree, from, key) => {
  const all = shown(tree);
  const at = all.indexOf(from);
  const expanded = from.getAttribute("aria-expanded");
  switch (key) {
    case "ArrowDown": return all[at + 1];
    case "ArrowUp": return all[at - 1];
    case "Home": return all[0];
    case "End": return all.at(-1);
    case "ArrowRight":
      if (expanded === "false") unfold(from, true);
      return expanded === "true" && below(from).list?.contains(all[at + 1] ?? null) ? all[at + 1] : null;
    case "ArrowLeft":
      if (expanded === "true") return unfold(from, false);
      return from.closest("ul")?.closest("li")?.querySelector("a");
    default: return named(all, at, key);
  }
};

/** The next one whose name begins with what was typed. @param {HTMLAnchorElement[]} all @param {number} at @param {string} letter */
const named = (all, at, letter) => {
  const now = performance.now();
  typed = (now - typedAt < PAUSE ? typed : "") + letter.toLowerCase();
  typedAt = now;
  const first = typed.length === 1 ? at + 1 : at;
  const turn = [...all.slice(first), ...all.slice(0, first)];
  return turn.find((item) => item.textContent?.trim().toLowerCase().startsWith(typed));
};

const KEYS = new Set(["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End"]);

document.addEventListener("keydown", (event) => {
  const item = event.target instanceof HTMLAnchorElement ? event.target : null;
  const tree = item?.closest(`${TREE}[role=tree]`);
  if (!item || !tree || event.ctrlKey || event.altKey || event.metaKey) return;
  if (!KEYS.has(event.key) && !/^[\p{L}\p{N}]$/u.test(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  goal(tree, item, event.key)?.focus();
});

document.addEventListener("focusin", (event) => {
  const item = event.target instanceof HTMLAnchorElement ? event.target : null;
  const tree = item?.closest(`${TREE}[role=tree]`);
  if (item && tree) rest(tree, item);
});

const dressAll = () => document.querySelectorAll(TREE).forEach(dress);

if (matchMedia("(any-pointer: fine)").matches) {
  dressAll();
  document.addEventListener("toggle", dressAll, true);
  document.addEventListener("htmx:load", dressAll);
}
