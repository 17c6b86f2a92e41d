/** The frame around every screen: the bar, the state of the connection, the screen itself. */

import { address } from '../core/address.js';
import { h, replace, setText } from '../core/dom.js';
import { startFeed } from '../core/feed.js';
import { link, route } from '../core/router.js';
import { isOpen } from '../words/states.js';
import { screens } from '../screens/all.js';
import { connectionLine, connectionNotice } from './connection.js';
import { themeButton } from './theme.js';

/** @returns {() => void} takes it away. */
export function showShell(container, store, onSignOut) {
  const tally = h('span', { class: 'tally', hidden: true });
  const links = Object.entries(screens).filter(([, screen]) => screen.title).map(([name, screen]) =>
    h('a', { href: link(name), 'data-screen': name }, screen.title, name === 'now' && tally));
  const connection = connectionLine();
  const notice = connectionNotice();
  const main = h('main', { class: 'screen', id: 'screen', tabindex: '-1' });
  const skip = h('a', { class: 'skip', href: '#screen', on: { click: (event) => { event.preventDefault(); main.focus(); } } }, 'Skip to the screen');
  replace(container, h('div', { class: 'shell' },
    h('header', { class: 'bar' }, skip, h('a', { class: 'brand', href: link('now') }, h('img', { src: address('icon.svg'), alt: '' }), 'Arrester'),
      h('nav', { class: 'screens', 'aria-label': 'Screens' }, links),
      h('div', { class: 'who' }, connection.element, themeButton(), h('span', { class: 'name', title: store.me.roles.join(', ') }, store.me.name),
        h('button', { type: 'button', class: 'button quiet', on: { click: onSignOut } }, 'Sign out'))),
    h('div', {}, notice.element, main)));

  let shown = { end: () => {}, update: () => {} };
  const show = () => {
    const { screen, identifier } = route();
    const name = screens[screen] ? screen : 'now';
    const marked = screens[name].under ?? name;
    for (const one of links) {
      if (one.dataset.screen === marked) one.setAttribute('aria-current', 'page');
      else one.removeAttribute('aria-current');
    }
    shown.end();
    main.replaceChildren();
    shown = screens[name].show(main, store, identifier);
    shown.update();
    document.title = `${screens[name].name ?? screens[name].title} · Arrester`;
    window.scrollTo(0, 0);
  };
  const update = () => {
    const open = store.breakerList.filter((breaker) => isOpen(breaker)).length;
    tally.hidden = open === 0;
    setText(tally, String(open));
    tally.title = `${open} breakers are not closed`;
    connection.update(store.connection);
    notice.update(store.connection);
    shown.update();
  };
  const unsubscribe = store.subscribe(update);
  const clock = setInterval(update, 1000);
  const endFeed = startFeed(store);
  window.addEventListener('hashchange', show);
  show();
  update();
  return () => {
    shown.end();
    unsubscribe();
    clearInterval(clock);
    endFeed();
    window.removeEventListener('hashchange', show);
  };
}
