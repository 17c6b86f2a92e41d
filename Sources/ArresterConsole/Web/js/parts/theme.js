/** Light or dark: as the system has it, or as was chosen in this browser. */

import { h, setText } from '../core/dom.js';

const key = 'arrester.theme';
const themes = ['automatic', 'light', 'dark'];

function chosen() {
  const theme = localStorage.getItem(key);
  return themes.includes(theme) ? theme : 'automatic';
}

export function restoreTheme() {
  if (chosen() === 'automatic') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', chosen());
}

export function themeButton() {
  const button = h('button', { type: 'button', class: 'button quiet theme', on: { click: next } }, `Theme: ${chosen()}`);
  function next() {
    localStorage.setItem(key, themes[(themes.indexOf(chosen()) + 1) % themes.length]);
    restoreTheme();
    setText(button, `Theme: ${chosen()}`);
  }
  return button;
}
