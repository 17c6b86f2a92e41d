/**
 * Keeps an element's children in step with a list: those that stay are changed in place, so that focus and selection stay too.
 * @param {Element} parent
 * @param {Array<any>} items
 * @param {(item: any) => string} keyOf
 * @param {(item: any) => Element & {update?: (item: any) => void}} make the element may carry `update`.
 */
export function keyed(parent, items, keyOf, make) {
  const known = parent.keyedChildren ?? (parent.keyedChildren = new Map());
  const kept = new Set();
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    kept.add(key);
    let child = known.get(key);
    if (!child) {
      child = make(item);
      known.set(key, child);
    } else {
      child.update?.(item);
    }
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
  }
  for (const [key, child] of known) {
    if (kept.has(key)) continue;
    child.remove();
    known.delete(key);
  }
}

/**
 * Keeps one child for each place of a list. An order that changes moves no element: what stands at a place is told to its child.
 * @param {() => Element & {update: (item: any) => void}} make
 */
export function placed(parent, items, make) {
  while (parent.childElementCount > items.length) parent.lastElementChild.remove();
  while (parent.childElementCount < items.length) parent.append(make());
  items.forEach((item, place) => parent.children[place].update(item));
}

/**
 * Makes a part anew only when what it shows has changed.
 * @param {Element} element whose children are replaced.
 * @param {any} shown what it is made of; compared as JSON.
 * @param {() => any} make
 */
export function whenChanged(element, shown, make) {
  const text = JSON.stringify(shown);
  if (element.shownText === text) return;
  element.shownText = text;
  element.replaceChildren(...[make()].flat(Infinity).filter(Boolean));
}
