/** Makes elements. Data only ever becomes text or an attribute: there is no way from here to markup. */

const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * An HTML element.
 * @param {string} tag
 * @param {Object<string, any>} [properties] attributes; `on` holds listeners by event; false, null and undefined are left out.
 * @param {...any} children nodes, texts, lists of them; null and false are left out.
 * @returns {HTMLElement}
 */
export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** An SVG element; else as `h`. */
export function s(tag, properties = {}, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Puts these children in place of all that are there. */
export function replace(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/** Changes an element's text where it is another: a screen reader is told only of changes. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

let names = 0;
/** A name that no other element has, for labels and descriptions. */
export function freshName() {
  names += 1;
  return `n${names}`;
}
