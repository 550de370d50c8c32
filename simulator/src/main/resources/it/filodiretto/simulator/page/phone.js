/* SPDX-License-Identifier: BSD-3-Clause */
// One telephone: made once, then only what changed is drawn, so that screen readers announce new bubbles alone.
import {post} from './control.js';
import {bubble, separator} from './bubble.js';
import {icon} from './icon.js';

const shown = new Map();

export function showPhone(phone, town) {
  let it = shown.get(phone.number);
  if (!it) {
    it = make(phone, town);
    shown.set(phone.number, it);
    document.getElementById('telefoni').append(it.section);
  }
  update(it, phone, town);
  return it;
}

/** Puts a text into the field, if this telephone may write it. */
export function typed(it, text) {
  if (it.field.disabled) return false;
  it.field.value = text;
  it.field.focus();
  return true;
}

function make(phone, town) {
  const section = document.getElementById('telefono').content.firstElementChild.cloneNode(true);
  const id = `t${phone.number.slice(1)}`;
  const heading = section.querySelector('h2');
  heading.id = id;
  section.setAttribute('aria-labelledby', id);
  section.querySelector('.av').textContent = town.initials.toUpperCase();
  section.querySelector('.bar b').textContent = town.name;
  const field = section.querySelector('.inp input');
  field.id = `${id}-testo`;
  section.querySelector('.inp label').htmlFor = field.id;
  const it = {
    section, field, log: section.querySelector('.scr'), error: section.querySelector('.error'), bubbles: new Map(), on: true,
    path: `phones/${encodeURIComponent(phone.number.slice(1))}`, follows: true,
  };
  let height = 0;
  new ResizeObserver(() => {
    height = it.log.clientHeight;
    toTheEnd(it);
  }).observe(it.log);
  it.log.addEventListener('scroll', () => {
    if (height === it.log.clientHeight) it.follows = it.log.scrollHeight - it.log.scrollTop - height < 60;
  });
  const act = async body => {
    it.error.textContent = await post(`${it.path}/messages`, {account: town.account, ...body}) ?? '';
    return !it.error.textContent;
  };
  it.tap = (button, response) => act({tap: button.value, ...(response ? {response} : {})});
  it.act = (what, message) => {
    if (what === 'react') act({react: {message_id: message.id, emoji: message.reaction ? '' : '👍'}});
    else if (what === 'revoke') act({revoke: message.id});
    else compose(it, what, message);
  };
  section.querySelector('form').addEventListener('submit', async event => {
    event.preventDefault();
    const text = field.value.trim();
    if (text) {
      field.value = '';
      // Down at once: a scroll event still on its way from reading further up would otherwise take this back before the bubble is there.
      it.follows = true;
      toTheEnd(it);
      const {what, id} = it.about ?? {};
      const body = what === 'edit' ? {edit: {message_id: id, text}} : what === 'reply' ? {text, reply_to: id} : {text};
      if (await act(body)) compose(it, null);
      else field.value = text;
    }
  });
  const picker = section.querySelector('input[type=file]');
  picker.setAttribute('aria-label', `File da inviare, telefono di ${phone.name}`);
  picker.addEventListener('change', async () => {
    if (picker.files.length) await act({attach: await attachment(picker.files[0])});
    picker.value = '';
  });
  field.addEventListener('keydown', event => {
    if (event.key === 'Escape') compose(it, null);
  });
  section.querySelector('.ctl').addEventListener('click', event => {
    const action = event.target.dataset?.do;
    if (action === 'power') post(it.path, {on: !it.on});
    else if (action === 'file') section.querySelector('input[type=file]').click();
    else if (action) act({kind: action});
  });
  return it;
}

/** What the next text will be about: an answer to a message, or its new words. */
function compose(it, what, message) {
  it.about = what ? {what, id: message.id} : null;
  it.section.querySelector('.about').textContent = !what ? ''
    : `${what === 'edit' ? 'Modifichi' : 'Rispondi a'}: ${message.text.slice(0, 60)}`;
  if (what === 'edit') it.field.value = message.text;
  if (what) it.field.focus();
}

/** A file of one's own, as the kind that suits it. */
async function attachment(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let from = 0; from < bytes.length; from += 32768) binary += String.fromCharCode(...bytes.subarray(from, from + 32768));
  const kind = /^image\/(jpeg|png)$/.test(file.type) ? 'image' : /^video\/(mp4|3gpp)$/.test(file.type) ? 'video' : 'document';
  return {kind, mime_type: file.type || 'application/octet-stream', base64: btoa(binary), ...(kind === 'document' ? {filename: file.name} : {})};
}

function update(it, phone, town) {
  it.on = phone.on;
  it.section.querySelector('.who').textContent = phone.name;
  it.section.querySelector('h2 .num').textContent = phone.masked;
  it.section.querySelector('.inp label').textContent = `Messaggio di ${phone.name}`;
  it.section.querySelector('.inp button').setAttribute('aria-label', `Invia da ${phone.name}`);
  it.log.setAttribute('aria-label', `Chat di ${phone.name}`);
  const state = it.section.querySelector('.st');
  state.className = phone.on ? 'st open' : 'st late';
  state.querySelector('use').setAttribute('href', icon(phone.on ? 'it-wifi' : 'it-ban'));
  state.querySelector('.word').textContent = phone.on ? 'In rete' : 'Spento';
  for (const control of it.section.querySelectorAll('.inp input, .inp button, .ctl [data-do]')) {
    if (control.dataset.do === 'power') {
      control.textContent = phone.on ? 'Spegni' : 'Accendi';
      control.className = phone.on ? 'btn btn-quiet mini' : 'btn btn-primary mini';
    } else {
      control.disabled = !phone.on;
    }
    if (control.dataset.do) control.setAttribute('aria-label', `${control.textContent}, telefono di ${phone.name}`);
  }
  draw(it, phone, town);
}

/** A bubble in the place of the one it was: an open menu stays open, and the focus where it is. */
function replace(old, fresh) {
  const stops = bubble => [...bubble.querySelectorAll('summary, button, a')];
  const focused = stops(old).indexOf(document.activeElement);
  const menu = fresh.querySelector('details');
  if (menu) menu.open = old.querySelector('details')?.open ?? false;
  old.replaceWith(fresh);
  if (focused >= 0) stops(fresh)[focused]?.focus();
}

/** The newest message is in sight, unless somebody reads further up. The log shrinks when the next telephone is drawn beside it. */
function toTheEnd(it) {
  if (it.follows) it.log.scrollTop = it.log.scrollHeight;
}

function draw(it, phone, town) {
  let day = it.day;
  it.log.querySelector('.empty')?.remove();
  for (const message of phone.messages) {
    const drawn = it.bubbles.get(message.id);
    const mark = JSON.stringify(message);
    if (drawn?.mark === mark) continue;
    const fresh = bubble(message, {phone, town, tap: it.tap, act: it.act, quoted: id => phone.messages.find(other => other.id === id)});
    if (drawn) {
      replace(drawn.node, fresh);
    } else {
      const its = new Date(message.at).toDateString();
      if (its !== day) it.log.append(separator(message.at));
      day = its;
      it.log.append(fresh);
    }
    it.bubbles.set(message.id, {node: fresh, mark});
  }
  it.day = day;
  if (it.bubbles.size === 0) {
    const empty = document.createElement('span');
    empty.className = 'dd empty';
    empty.textContent = 'Nessun messaggio. Scrivi tu per primo.';
    it.log.append(empty);
  }
  it.log.querySelector('.off')?.remove();
  if (!phone.on) {
    const off = document.createElement('span');
    off.className = 'dd off';
    off.textContent = 'Telefono spento: i messaggi aspettano';
    it.log.append(off);
  }
  toTheEnd(it);
}
