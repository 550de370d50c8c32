/* SPDX-License-Identifier: BSD-3-Clause */
// One message, as WhatsApp draws it: *bold*, _italic_, addresses, buttons, ticks with their word.
import {openFlow, openList} from './sheet.js';
import {now} from './side.js';

const TICKS = {
  sent: ['✓', 'inviato'], delivered: ['✓✓', 'consegnato'], read: ['✓✓', 'letto'],
};
const PLAIN = new Set(['document', 'audio', 'video']);
const time = new Intl.DateTimeFormat('it-IT', {hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Rome'});
const date = new Intl.DateTimeFormat('it-IT', {weekday: 'long', day: 'numeric', month: 'long', timeZone: 'Europe/Rome'});

export function bubble(message, {phone, town, tap, quoted, act}) {
  const node = element('div', message.mine ? 'wb me' : 'wb');
  node.append(element('span', 'visually-hidden', message.mine ? `${phone.name}: ` : `${town.name}: `));
  const original = message.quotes && quoted(message.quotes);
  if (original) node.append(element('span', 'quote', original.text.slice(0, 90)));
  if (message.media) node.append(PLAIN.has(message.kind) ? file(message) : picture(message));
  if (message.kind === 'call') node.append(element('i', '', message.text));
  else node.append(...formatted(message.text));
  const [ticks, word] = TICKS[message.state] ?? ['', message.state];
  const line = element('span', 't', `${time.format(new Date(message.at))} `);
  if (message.mine) {
    if (message.kind !== 'call') line.append(marks(ticks), ` ${word}`);
  }
  node.append(line);
  if (message.reaction) node.append(element('span', 'react', message.reaction));
  const rows = message.buttons.filter(it => it.action === 'list' || it.action === 'section');
  for (const button of message.buttons) if (!rows.includes(button)) node.append(tappable(button, tap, phone, rows));
  if (phone.on && message.kind !== 'call') node.append(actions(message, act));
  return node;
}

/** What WhatsApp offers when a message is held down. */
function actions(message, act) {
  const node = element('details', 'act');
  const summary = element('summary', '', '⋯');
  summary.setAttribute('aria-label', `Azioni su: ${message.text.slice(0, 40)}`);
  node.append(summary);
  const offer = (words, what) => {
    const button = element('button', 'btn btn-quiet mini', words);
    button.type = 'button';
    button.addEventListener('click', () => {
      node.open = false;
      act(what, message);
    });
    node.append(button);
  };
  offer('Rispondi', 'reply');
  offer(message.reaction ? 'Togli 👍' : 'Metti 👍', 'react');
  if (message.mine && message.kind === 'text') offer('Modifica', 'edit');
  if (message.mine) offer('Elimina', 'revoke');
  return node;
}

function picture(message) {
  const image = document.createElement('img');
  image.className = 'foto';
  image.alt = message.mine ? 'Foto inviata' : 'Allegato ricevuto';
  image.src = `/_control/media/${encodeURIComponent(message.media)}`;
  image.addEventListener('error', () => image.replaceWith(file(message)));
  return image;
}

function file(message) {
  const link = element('a', 'file', 'Apri l’allegato');
  link.href = `/_control/media/${encodeURIComponent(message.media)}`;
  return link;
}

export function separator(at) {
  const days = Math.round((startOfDay(now()) - startOfDay(new Date(at))) / 86400000);
  return element('span', 'dd', days === 0 ? 'Oggi' : days === 1 ? 'Ieri' : date.format(new Date(at)));
}

function tappable(button, tap, phone, rows) {
  if (button.action === 'url' && /^https?:/.test(button.value)) {
    const link = element('a', 'qr', button.title);
    link.href = button.value;
    link.target = '_blank';
    link.rel = 'noopener';
    return link;
  }
  const node = element('button', 'qr', button.title);
  node.type = 'button';
  node.disabled = !phone.on || button.action === 'other';
  node.addEventListener('click', () => {
    if (button.action === 'sheet') openList(button.title, rows, tap);
    else if (button.action === 'flow') openFlow(button, tap);
    else tap(button);
  });
  if (button.action === 'sheet' || button.action === 'flow') node.setAttribute('aria-haspopup', 'dialog');
  return node;
}

function marks(ticks) {
  const node = element('span', '', ticks);
  node.setAttribute('aria-hidden', 'true');
  return node;
}

/** Splits a text into plain, bold, italic and linked pieces. */
function formatted(text) {
  const pieces = [];
  let rest = 0;
  for (const found of text.matchAll(/(?<![\p{L}\p{N}])\*([^*\n]+)\*|(?<![\p{L}\p{N}])_([^_\n]+)_(?![\p{L}\p{N}])|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/gu)) {
    pieces.push(document.createTextNode(text.slice(rest, found.index)));
    if (found[1]) pieces.push(element('b', '', found[1]));
    else if (found[2]) pieces.push(element('i', '', found[2]));
    else pieces.push(linked(found[3]));
    rest = found.index + found[0].length;
  }
  pieces.push(document.createTextNode(text.slice(rest)));
  return pieces;
}

function linked(address) {
  const link = element('a', '', address);
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener';
  return link;
}

function startOfDay(at) {
  return new Date(at.toLocaleDateString('en-CA', {timeZone: 'Europe/Rome'}));
}

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}
