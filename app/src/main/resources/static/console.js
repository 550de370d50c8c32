// SPDX-License-Identifier: AGPL-3.0-or-later
// What the console has beside app.js: every action of the page by words (Ctrl K), other pages by two keys (g i), places on a map.
'use strict';

(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const palette = document.getElementById('comandi');
  const field = palette && palette.querySelector('input');
  const list = palette && palette.querySelector('ul');
  const search = document.querySelector('.cbar .srch');

  // ---------- every action by words ----------

  const words = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

  function named(control) {
    const copy = control.cloneNode(true);
    all('kbd, svg', copy).forEach((it) => it.remove());
    return (copy.textContent + ' ' + (control.ariaLabel || '')).replace(/\s+/g, ' ').trim();
  }

  // All that can be clicked, also what lies folded away: first what has a key, then the page's, then the ways to other pages.
  function actions() {
    const rank = (it) => it.dataset.key || it.dataset.letter ? 0 : it.closest('main') ? 1 : 2;
    return all('a[href], button, summary').filter((it) => !it.closest('dialog, .skip, .lrow')
      && (it.checkVisibility() || it.closest('details:not([open])')) && !it.disabled && named(it)).sort((one, other) => rank(one) - rank(other));
  }

  function offer() {
    const typed = words(field.value).split(' ').filter(Boolean);
    const whole = (it) => words(named(it)) === typed.join(' ');
    const found = actions().filter((it) => {
      const text = words(named(it) + ' ' + (it.dataset.also || ''));
      return typed.every((word) => text.includes(word));
    }).sort((one, other) => whole(other) - whole(one));
    list.replaceChildren(...found.map((it) => choice(named(it), it.dataset.key || it.dataset.letter, () => run(it))),
      ...(search && typed.length ? [choice('Cerca «' + field.value.trim() + '» tra le conversazioni', '', look)] : []));
    palette.querySelector('[role=status]').textContent = found.length ? '' : 'Nessuna azione con queste parole.';
  }

  function choice(text, key, then) {
    const row = document.createElement('li');
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
    if (key) button.append(Object.assign(document.createElement('kbd'), { textContent: key }));
    button.addEventListener('click', () => { palette.close(); then(); });
    row.append(button);
    return row;
  }

  function look() {
    search.elements.cerca.value = field.value.trim();
    search.requestSubmit();
  }

  // Opens what it lies in. Where something must be typed first, goes there; else does it.
  function run(control) {
    for (let fold = control.closest('details:not([open])'); fold; fold = control.closest('details:not([open])')) fold.open = true;
    const form = control.matches('summary') ? control.parentElement : control.type === 'submit' ? control.form : null;
    const first = form && form.querySelector('select, textarea, input:not([type=hidden])');
    if (first) first.focus();
    else if (control.matches('summary')) control.focus();
    else control.click();
  }

  function move(event) {
    if (event.key === 'Enter' && event.target === field) {
      event.preventDefault();
      const first = list.querySelector('button');
      if (first) first.click();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const stops = [field, ...all('button', list)];
      const next = stops[stops.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
      if (next) next.focus();
    }
  }

  if (palette) {
    field.addEventListener('input', offer);
    palette.addEventListener('keydown', move);
  }

  // ---------- keys of all pages; before app.js hears them ----------

  let going = 0;

  function letter(event) {
    if (Date.now() - going < 3000) {
      going = 0;
      return all('[data-go]').find((it) => it.dataset.go.split(' ').includes(event.key));
    }
    if (event.key === 'g') going = Date.now();
    return all('[data-letter]').find((it) => it.dataset.letter === event.key);
  }

  document.addEventListener('keydown', (event) => {
    if (palette && (event.ctrlKey || event.metaKey) && event.key === 'k') {
      event.preventDefault();
      event.stopPropagation();
      field.value = '';
      offer();
      if (!palette.open) palette.showModal();
      field.focus();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && localStorage.getItem('keys-off') !== 'yes'
        && !(event.target.checkVisibility() && event.target.closest('input, textarea, select, [contenteditable], dialog'))) {
      const went = going;
      const target = letter(event);
      if (target || going || went !== going) event.stopPropagation();
      if (target) { event.preventDefault(); run(target); }
    }
  }, true);

  // ---------- places on a map: <div data-map="43.46330, 11.87970" data-tiles="https://…" hidden>, where Leaflet is on the page ----------

  function draw(place) {
    if (place.classList.contains('leaflet-container')) return;
    const at = place.dataset.map.split(',').map(Number);
    place.hidden = false;
    const map = L.map(place, { zoomControl: false, scrollWheelZoom: false }).setView(at, 16);
    const credit = document.createElement('span');
    credit.textContent = place.dataset.credit;
    map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: 'Ingrandisci', zoomOutTitle: 'Riduci' }).addTo(map);
    L.tileLayer(place.dataset.tiles, { maxZoom: 19, attribution: credit.innerHTML }).addTo(map);
    L.circleMarker(at, { radius: 10, color: '#0066cc', interactive: false }).addTo(map);
  }

  function maps(root) {
    if (window.L) all('[data-map]', root).forEach(draw);
  }

  window.addEventListener('load', () => maps(document));
  document.addEventListener('htmx:load', (event) => maps(event.detail.elt.parentElement || document));
})();
