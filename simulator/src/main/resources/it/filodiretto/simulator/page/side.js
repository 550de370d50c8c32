/* SPDX-License-Identifier: BSD-3-Clause */
// Clock and faults. The switches are described in the page: data-fault is what is posted, data-rule names a rule.
import {call, post} from './control.js';

const clock = new Intl.DateTimeFormat('it-IT', {hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'Europe/Rome'});
const day = new Intl.DateTimeFormat('it-IT', {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Rome'});
const pending = new Set();
let time = {at: Date.now(), seen: Date.now(), stopped: false};

/** The simulator's time. */
export const now = () => new Date(time.stopped ? time.at : time.at + Date.now() - time.seen);

export function tick() {
  document.getElementById('ora').textContent = clock.format(now());
  document.getElementById('giorno').textContent = day.format(now());
}

export function showState(state) {
  time = {at: Date.parse(state.time), seen: Date.now(), stopped: state.stopped};
  tick();
  const stop = document.getElementById('ferma');
  stop.textContent = state.stopped ? 'Riparti' : 'Ferma';
  stop.setAttribute('aria-pressed', state.stopped);
  set(document.getElementById('scarto'), state.stopped ? 'Fermo' : offset(Math.round((time.at - Date.now()) / 1000)));
  let active = 0;
  for (const box of document.querySelectorAll('[data-fault], [data-rule]')) {
    if (!pending.has(box)) box.checked = box.dataset.fault ? struck(state, JSON.parse(box.dataset.fault)) : ruled(state, box);
    if (box.checked) active++;
  }
  const count = document.getElementById('attivi');
  count.hidden = active === 0;
  set(count, active === 1 ? '1 attivo' : `${active} attivi`);
}

function struck(state, fault) {
  return state.faults.some(it => it.kind === fault.kind && (it.code === (fault.code ?? 0)));
}

function ruled(state, box) {
  const [group, name] = box.dataset.rule.split('.');
  return state.rules[group][name] === JSON.parse(box.dataset.on);
}

/** Words for a distance from the real time. */
function offset(seconds) {
  if (Math.abs(seconds) < 2) return 'Ora vera';
  const minutes = Math.round(Math.abs(seconds) / 60);
  const hours = Math.floor(minutes / 60);
  const words = hours ? `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ''}` : minutes ? `${minutes} min` : `${Math.abs(seconds)} s`;
  return seconds > 0 ? `Avanti di ${words}` : `Indietro di ${words}`;
}

/** Changes a live region only when its words change, so that it is not read again and again. */
function set(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

document.getElementById('ferma').addEventListener('click', () => post('clock', {stopped: !time.stopped}));
for (const button of document.querySelectorAll('[data-clock]')) {
  button.addEventListener('click', () => post('clock', JSON.parse(button.dataset.clock)));
}
for (const box of document.querySelectorAll('[data-fault], [data-rule]')) {
  box.addEventListener('change', async () => {
    pending.add(box);   // a state told before the change arrives must not take the tick away
    await (box.dataset.fault ? strike(box) : rule(box));
    pending.delete(box);
  });
}

function strike(box) {
  const fault = JSON.parse(box.dataset.fault);
  return box.checked ? post('faults', fault) : call('DELETE', `faults/${fault.kind}`);
}

function rule(box) {
  const [group, name] = box.dataset.rule.split('.');
  return post('rules', {[group]: {[name]: JSON.parse(box.checked ? box.dataset.on : box.dataset.off)}});
}
