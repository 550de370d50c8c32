// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026 the authors of Filodiretto. The chat of a town hall, as a named button that any page may carry:
//   <script src="https://…/widget.js" data-municipality="calenzano" async></script>
// data-text, data-colour, data-position (top-right, top-left, bottom-right, bottom-left, inline) and data-language override
// the town's profile; the console tells of what cannot be had. No cookie; nothing is kept before the first message. The page's
// CSP needs script-src and connect-src.
(() => {
  'use strict';
  const script = document.currentScript;
  if (!script) return;
  const given = script.dataset;
  const origin = new URL(script.src).origin;
  const town = origin + '/' + given.municipality;
  const language = (given.language || '').toLowerCase().split('-')[0];
  let base = town + (language && '/' + encodeURIComponent(language)) + '/chat';
  const store = 'filodiretto ' + given.municipality;
  const DAY = 864e5;
  const frame = given.mount && document.getElementById(given.mount);      // our own page: no button, the key in a cookie

  const STYLE = `
:host{all:initial;display:block;font:1rem/1.4 "Titillium Web",system-ui,sans-serif;color:#1a1a1a}
*{box-sizing:border-box;font:inherit}
[hidden]{display:none!important}
.w{display:inline-flex;flex-direction:column;max-width:100%}
.b{display:inline-flex;flex-direction:column;align-items:flex-start;justify-content:center;min-height:56px;max-width:100%;padding:.5rem 1.1rem;border:2px solid #fff;border-radius:6px;background:var(--c);color:#fff;cursor:pointer;text-align:start;text-decoration:none;line-height:1.2}
.b b,.n,.em{font-weight:700}.b small{font-size:.875rem}
.n:empty,.em:empty{display:none}
.n{margin-top:.25rem;padding:0 .5rem;border-radius:4px;background:#fff;color:#1a1a1a}
.al,.em{background:#9a1230}.em{margin:0;padding:.5rem 1rem;border:2px solid #fff;border-radius:6px;color:#fff;max-width:420px}.p .em{border:0;border-radius:0;max-width:none}
.b:hover{filter:brightness(.88)}
:focus-visible{outline:3px solid #000;outline-offset:2px;box-shadow:0 0 0 3px #fff}
.top-right,.top-left,.bottom-right,.bottom-left{position:fixed;z-index:2147483000;top:12px;right:12px}
.top-left,.bottom-left{right:auto;left:12px}.bottom-right,.bottom-left{top:auto;bottom:12px}
.p{position:fixed;z-index:2147483001;right:16px;top:80px;width:420px;max-width:calc(100vw - 32px);height:calc(100vh - 96px);max-height:704px;background:#fff;border:1px solid #5d7083;border-radius:10px;box-shadow:0 8px 40px rgba(0,20,50,.35);display:flex;flex-direction:column;overflow:hidden}
.l .p{right:auto;left:16px}
.m .p{position:static;width:auto;max-width:none;height:auto;max-height:none;border:0;border-radius:0;box-shadow:none;min-height:24rem}
.m .log{max-height:60vh}
.hd{background:var(--c);color:#fff;padding:.6rem 3.5rem .6rem 1rem}
.hd.shut{background:#455263}
h2{margin:0;font-size:1.1875rem;font-weight:700}.hd p,.info{margin:0}
.x{position:absolute;top:.5rem;right:.5rem;width:44px;height:44px;background:none;border:0;color:#fff;font-size:1.5rem;cursor:pointer}
.p{isolation:isolate}.x:focus-visible{outline-color:#fff;box-shadow:none}
.who{padding:.5rem 1rem;background:#f3f5f7;border-bottom:1px solid #d5dbe1;font-size:.9375rem}
.log{flex:1;min-height:8rem;overflow:auto;padding:.75rem 1rem;display:flex;flex-direction:column;gap:.55rem}
.info{font-size:.9375rem;color:#475a6d;text-align:center}
.cm{max-width:86%;background:#e8edf3;border-radius:4px 12px 12px 12px;padding:.4rem .75rem .5rem;align-self:flex-start}
.me{background:#dcebfb;align-self:flex-end;border-radius:12px 4px 12px 12px}
.h{display:block;font-size:.875rem;font-weight:600;color:#475a6d}
.t{white-space:pre-wrap;overflow-wrap:anywhere;display:block}
.wrong{padding:0 1rem}form,.end{border-top:1px solid #d5dbe1;padding:.6rem 1rem .75rem;overflow:auto}
label{display:block;font-weight:600;font-size:.9375rem;margin:.4rem 0 .375rem}
textarea,input:not([type=checkbox]){width:100%;border:1px solid #5d7083;border-radius:4px;padding:.4rem .6rem;color:#1a1a1a;background:#fff;min-height:44px}
textarea{min-height:60px;resize:vertical;display:block}
.ck{font-weight:400;display:flex;gap:.6rem;align-items:flex-start}.ck input{width:24px;height:24px;flex:none}
.go{margin-top:.5rem;min-height:44px;padding:.4rem 1.25rem;border:0;border-radius:4px;background:#0066cc;color:#fff;font-weight:600;cursor:pointer}
.row{display:flex;gap:.5rem 1rem;flex-wrap:wrap;align-items:center}
.lk{background:none;border:0;padding:.6rem 0;min-height:44px;color:#0057ad;text-decoration:underline;cursor:pointer}
a{color:#0057ad}.em a{color:#fff;display:inline-block;padding:.125rem 0}.bad{color:#9a1230;font-weight:600;margin:.4rem 0 0}
.stars{display:flex;gap:.25rem;border:0;margin:0;padding:0}.stars legend{font-weight:600;font-size:.9375rem;margin-bottom:.25rem;padding:0}.stars button{width:44px;height:44px;border:1px solid #5d7083;border-radius:4px;background:#fff;color:#1a1a1a;cursor:pointer}.stars [aria-pressed=true]{background:#0066cc;color:#fff}.end p{margin:.25rem 0}.end form{border:0;padding:0}
.t img{display:block;max-width:100%;max-height:12rem;border-radius:4px}
.trap{position:absolute;left:-9999px}
@media (max-width:600px){.top-right,.top-left{position:static;width:100%}.w>*{border-radius:0;max-width:none}.p{inset:0;width:auto;max-width:none;height:auto;max-height:none;border-radius:0;border:0}.m .p{position:static}}
@media print{:host{display:none}}`;

  // ---------- small things ----------

  function el(name, attributes, ...children) {
    const it = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith('on')) it.addEventListener(key.slice(2), value);
      else if (value === true) it.setAttribute(key, '');
      else if (value != null && value !== false) it.setAttribute(key, value);
    }
    it.append(...children.filter((child) => child != null));
    return it;
  }

  const random = (bytes) => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes)))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  const newId = () => random(18).replace(/_/g, '-');

  // What must survive a reload: the key, what has not left yet, and up to which line was read. Only from the first message on, for a day.
  const nothing = () => ({ key: '', queue: [], text: '', seen: 0 });
  let kept = nothing();
  try {
    const before = JSON.parse(localStorage.getItem(store));
    if (before && before.until > Date.now()) kept = { ...kept, ...before };
  } catch { /* no storage: the talk lasts as long as the page */ }
  if (frame) { kept.key = given.key || ''; kept.seen = 0; }      // our own page says which talk it is
  function keep() {
    try {
      if (kept.key || kept.queue.length || kept.text) localStorage.setItem(store, JSON.stringify({ ...kept, until: Date.now() + DAY }));
      else localStorage.removeItem(store);
    } catch { /* as above */ }
  }

  const call = (path, body, more) => fetch(base + path, {
    credentials: frame ? 'same-origin' : 'omit',
    headers: { Accept: 'application/json', ...(kept.key && { Authorization: 'Bearer ' + kept.key }), ...(body && !(body instanceof FormData) && { 'Content-Type': 'application/json' }) },
    ...(body && { method: 'POST', body: body instanceof FormData ? body : JSON.stringify(body) }), ...more });

  // ---------- the pieces on the page ----------

  const host = el('div');
  const root = host.attachShadow({ mode: 'open' });
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch { root.append(el('style', {}, STYLE)); }

  let started = false, look, state = {}, panel, log, news, siren, title, field, form, bad, pick, button, small, red, count, live, refused, last = 0, told = 0, opened = false, stop, timer;
  const say = (key) => look.texts[key] || key;
  const talking = () => (frame ? given.talk || last || started : kept.key);

  const strip = (role) => el('p', { class: 'em', id: role && 'e', role });

  function place(position) {
    if (frame) { frame.replaceChildren(host); return; }
    if (position === 'inline') script.after(host);
    else if (position.startsWith('top')) document.body.prepend(host);
    else document.body.append(host);
  }

  // What the page asks for by an attribute, if it can be had; else the town's.
  const places = ['top-right', 'top-left', 'bottom-right', 'bottom-left', 'inline'];
  const warn = (name, allowed) => console.warn('Filodiretto: data-' + name + '="' + given[name] + '" cannot be had. Allowed: ' + allowed);
  function asked(name, fit, allowed) {
    if (given[name] && !fit) warn(name, allowed);
    return fit || look[name];
  }
  function legible() {
    const brush = document.createElement('canvas').getContext('2d');
    brush.fillStyle = '#fff';      // and so it stays if the colour is none
    brush.fillStyle = given.colour;
    const [r, g, b] = (/^#(..)(..)(..)$/.exec(brush.fillStyle) || []).slice(1).map((it) => ((parseInt(it, 16) / 255 + .055) / 1.055) ** 2.4);
    return 1.05 / (.2126 * r + .7152 * g + .0722 * b + .05) >= 4.5 && brush.fillStyle;
  }

  function draw() {
    const where = asked('position', places.includes(given.position) && given.position, places.join(', '));
    const box = el('div', { class: (where.endsWith('left') ? 'l' : '') + (frame ? ' m' : '') });
    box.style.setProperty('--c', asked('colour', legible(), 'an opaque CSS colour, 4.5:1 to white'));
    if (!frame) {
      const name = el('b', {}, (given.text || '').trim() || look.title);
      small = el('small');
      count = el('span', { class: 'n' });
      live = el('p', { class: 'trap', role: 'status' });
      button = look.link ? el('a', { class: 'b', href: look.link }, name)
        : el('button', { type: 'button', class: 'b', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-describedby': 'e', onclick: () => (opened ? close() : open()) }, name, small, count);
      box.append(el('div', { class: 'w ' + where }, button, red = strip('status')), live);
    }
    root.append(box);
    place(where);
    if (look.link) return;
    root.box = box;
    show();
    if (frame) open();
  }

  function prepare() {
    if (panel) return;
    panel = build();
    panel.hidden = true;
    root.box.append(panel);
    for (const it of kept.queue) bubble({ id: it.id, who: say('you'), time: say('leaving'), text: it.text });
  }

  function open() {
    opened = true;
    refused = false;
    prepare();
    for (const load of pictures.splice(0)) load();
    panel.hidden = false;
    if (button) { button.setAttribute('aria-expanded', 'true'); (field.offsetParent ? field : log).focus(); }
    show();
    listen();
    read();
    flush();
  }

  function close() {
    opened = false;
    panel.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    button.focus();
    rested();
    show();
  }

  function build() {
    title = el('div', { class: 'hd' }, el('h2', { id: 't' }, look.title), el('p', { role: 'status' }));
    news = el('div', { class: 'who', role: 'status', hidden: true });
    siren = strip(frame && 'status');
    log = el('div', { class: 'log', role: 'log', 'aria-live': 'off', 'aria-label': say('messages'), tabindex: '0' },
      el('p', { class: 'info' }, say('no-health') + ' ', el('a', { href: look.policy, target: '_blank', rel: 'noopener' }, say('privacy'))));
    field = el('textarea', { id: 'f', rows: '2', maxlength: '4096', dir: 'auto', onkeydown: press, oninput: typing });
    field.value = kept.text;
    bad = el('p', { class: 'bad wrong', role: 'alert', hidden: true });
    pick = el('input', { type: 'file', hidden: true, onchange: attach });
    form = el('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); send(); } },
      el('label', { for: 'f' }, say('yours')), field, el('div', { class: 'row' }, el('button', { class: 'go' }, say('send')), el('button', { type: 'button', class: 'lk', onclick: () => pick.click() }, say('file')), pick, extras(), mobile = el('a', { class: 'lk', target: '_blank', rel: 'noopener noreferrer', hidden: true }, say('whatsapp')),
      away = el('button', { type: 'button', class: 'lk', hidden: true, onclick: move }, say('move'))), moved = el('p', { role: 'status' }));
    return el('section', { class: 'p', role: frame ? 'region' : 'dialog', 'aria-labelledby': 't', onkeydown: (event) => { if (event.key === 'Escape' && button) close(); } },
      title, siren, news, log, bad, form, ending(), shut(), frame ? null : el('button', { type: 'button', class: 'x', 'aria-label': say('close'), onclick: close }, '✕'));
  }

  let end, off, lead, done, away, moved, mobile, rate, thanks;
  const extras = () => (done = el('details', { hidden: true }, el('summary', { class: 'lk' }, say('end')), el('p', {}, say('end.sure')),
    el('button', { type: 'button', class: 'go', onclick: () => tell('/fine', {}) }, say('end.yes'))));
  async function move() {
    try { moved.textContent = (await (await call('/trasloco', {})).json()).words; } catch { moved.textContent = say('failed'); }
  }
  function ending() {
    let stars = 0;
    const wrong = el('p', { class: 'bad', role: 'alert', hidden: true });
    const words = el('textarea', { id: 'v', rows: '2', maxlength: '1000', dir: 'auto' });
    const all = ['1', '2', '3', '4', '5'].map((it) => el('button', { type: 'button', 'aria-label': it + ' ' + say('rate.of'), 'aria-pressed': 'false',
      onclick: () => { stars = Number(it); for (const one of all) one.setAttribute('aria-pressed', one.textContent === it); } }, it));
    const vote = async () => {
      const problem = stars ? await tell('/voto', { stars, words: words.value }) : say('rate.choose');
      wrong.textContent = problem;
      wrong.hidden = !problem;
    };
    rate = el('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); vote(); } }, el('fieldset', { class: 'stars' }, el('legend', {}, say('rate')), ...all),
      el('label', { for: 'v' }, say('rate.words')), words, wrong, el('button', { class: 'go' }, say('rate.send')));
    thanks = el('p', {});
    end = el('div', { class: 'end', hidden: true, tabindex: '-1' }, el('p', { role: 'status' }, say('ended')),
      el('div', { class: 'row' }, el('button', { type: 'button', class: 'lk', onclick: transcript }, say('transcript')), el('button', { type: 'button', class: 'lk', onclick: anew }, say('anew'))),
      look.mails ? letter() : null, rate, thanks);
    return end;
  }

  // Ends or rates the talk. Returns what is wrong, in words, or nothing.
  async function tell(path, what) {
    try {
      const answer = await call(path, what);
      const told = await answer.json();
      if (!answer.ok) return told.problem || say('failed');
      state = told;
      show();
      end.focus();
      return '';
    } catch { cut(true); return say('failed'); }
  }

  function letter() {
    const to = el('input', { id: 'm', type: 'email', maxlength: '250', autocomplete: 'email' });
    const told = el('p', { role: 'status' });
    const it = el('form', { novalidate: true, onsubmit: async (event) => {
      event.preventDefault();
      try {
        const answer = await call('/trascrizione', { email: to.value });
        const words = await answer.json();
        told.textContent = words.words || words.problem;
        if (answer.ok) it.replaceChildren(told);
      } catch { told.textContent = say('failed'); }
    } }, el('label', { for: 'm' }, say('mail.to')), to, el('p', { class: 'info' }, say('mail.kept')), told, el('button', { class: 'lk' }, say('mail.send')));
    return it;
  }

  const transcript = () => save('/trascrizione/' + state.code, state.code + '.txt');

  // The key travels in a header, so a link alone would not do.
  async function fetched(path) {
    try {
      const answer = await call(path);
      if (!answer.ok) return;
      const address = URL.createObjectURL(await answer.blob());
      setTimeout(() => URL.revokeObjectURL(address), 60000);
      return address;
    } catch { cut(true); }
  }
  async function save(path, name) {
    const address = await fetched(path);
    if (address) el('a', { href: address, download: name }).click();
  }

  // Another talk begins with the next message; what was written too late stands in the field.
  async function anew() {
    const text = field.value;
    try { if (frame) await call('/nuova', {}); } catch { cut(true); return; }
    kept = nothing();
    keep();
    if (frame) { location.reload(); return; }
    if (stop) stop.abort();
    stop = null;
    last = told = 0;
    started = false;
    state = {};
    panel.remove();
    panel = null;
    await refresh();
    open();
    field.value = text;
  }
  function shut() {
    const input = (name, type, more) => el('input', { id: name, name, type, ...more });
    const label = (name) => el('label', { for: name }, say('request.your-' + { nome: 'name', telefono: 'phone', email: 'email', messaggio: 'text' }[name]));
    const wrong = el('p', { class: 'bad', role: 'alert', hidden: true });
    off = el('form', { class: 'end', hidden: true, novalidate: true, onsubmit: (event) => { event.preventDefault(); leave(off, wrong); } },
      lead = el('p', { class: 'info' }, say('request.one')),
      label('nome'), input('nome', 'text', { maxlength: '100', autocomplete: 'name' }), label('telefono'), input('telefono', 'tel', { maxlength: '30', autocomplete: 'tel' }),
      label('email'), input('email', 'email', { maxlength: '250', autocomplete: 'email' }), label('messaggio'), el('textarea', { id: 'messaggio', name: 'messaggio', rows: '3', maxlength: '4096', dir: 'auto' }),
      el('div', { class: 'trap', 'aria-hidden': 'true' }, el('label', { for: 'sito' }, say('request.trap')), input('sito', 'text', { tabindex: '-1', autocomplete: 'off' })),
      el('label', { class: 'ck' }, input('accetto', 'checkbox', { value: 'si' }), el('span', {}, say('request.accepted'), el('a', { href: look.policy, target: '_blank', rel: 'noopener' }, say('request.policy')))),
      wrong, el('button', { class: 'go' }, say('request.send')));
    return off;
  }

  // By when we get back to who writes now.
  const promise = () => call('/richieste').then((answer) => answer.json()).then((told) => { lead.textContent = told.lead || lead.textContent; }).catch(() => {});

  // Some work for a browser, much for a program that leaves thousands: SHA-256 of the key, a dot and the number begins with 14 zero bits.
  async function work(key) {
    if (!crypto.subtle) return '';
    for (let number = 0; number < 1e6; number++) {
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key + '.' + number)));
      if (!hash[0] && hash[1] < 4) return String(number);
    }
    return '';
  }

  let leaving = '';
  async function leave(it, wrong) {
    const button = it.querySelector('.go');
    if (button.disabled) return;
    button.disabled = true;
    try {
      if (!kept.key) kept.key = random(32);
      leaving = leaving || newId();
      const answer = await call('/richieste', { ...Object.fromEntries(new FormData(it)), invio: leaving, prova: await work(kept.key) });
      const told = await answer.json();
      if (answer.ok) {
        kept.text = '';
        keep();
        trouble('');
        it.replaceChildren(el('p', { role: 'status' }, told.words), el('p', {}, el('a', { href: told.link }, say('request.see'))));
        return;
      }
      wrong.textContent = told.problem || say('failed');
    } catch { wrong.textContent = say('failed'); }
    wrong.hidden = false;
    button.disabled = false;
    button.focus();
  }

  // ---------- what is shown ----------

  // On the button, in words: what is new while the panel is closed.
  function signal() {
    const fresh = panel && !opened ? Array.from(log.querySelectorAll('.cm:not(.me)')).filter((it) => it.dataset.number > Math.max(kept.seen, state.seen)).length : 0;
    const words = refused ? say('unsent') : fresh > 1 ? fresh + ' ' + say('unread.many') : fresh ? say('unread.one') : '';
    if (live.textContent !== words) live.textContent = count.textContent = words;
  }

  function warnAll(it) {
    const alarm = state.emergency;
    if (it.firstChild?.data !== alarm?.words)
      it.replaceChildren(...(alarm ? [alarm.words, ' ', el('a', { href: alarm.link, target: '_blank', rel: 'noopener' }, alarm.more), ' ', el('a', { href: 'tel:112' }, alarm.call)] : []));
  }

  function show() {
    const isOpen = state.kind === 'open';
    if (button) {
      small.textContent = state.words || '';
      button.classList.toggle('al', !!state.emergency);
      warnAll(red);
      signal();
    }
    if (!panel) return;
    title.classList.toggle('shut', !isOpen);
    title.lastChild.textContent = state.words || '';
    const words = [state.news, state.code && say('code') + ' ' + state.code, offline && say('offline')].filter(Boolean).join(' · ');
    if (news.textContent !== words) news.textContent = words;
    news.hidden = !words;
    warnAll(siren);
    const above = frame && document.getElementById('emergenza');
    if (above) above.hidden = !siren.firstChild || !above.textContent.includes(siren.firstChild.data);
    siren.hidden = above && !above.hidden;
    const wrote = root.activeElement === field;
    form.hidden = !state.writable;
    const hid = off.hidden;
    off.hidden = state.writable || state.ended;
    if (hid && !off.hidden) promise();
    // Closed in the middle of a word: it stands in the form that is there now.
    const left = off.elements.messaggio;
    if (!off.hidden && field.value && left) {
      if (!left.value.includes(field.value)) left.value = (field.value + '\n' + left.value).trim();
      field.value = '';
      if (wrote) left.focus();
    }
    end.hidden = !state.ended;
    done.hidden = !state.code;
    away.hidden = !state.code;
    mobile.hidden = !state.code || !look.whatsapp;
    mobile.href = look.whatsapp + state.phone;
    rate.hidden = state.rated;
    thanks.textContent = state.rated ? say('rate.thanks') : '';
    for (const it of log.querySelectorAll('.me')) mark(it);
    let writing = log.querySelector('.w');
    if (state.writing && !writing) log.append(el('p', { class: 'info w', 'aria-hidden': 'true' }, say('writing')));
    else if (!state.writing && writing) writing.remove();
    if (frame) { const plain = document.getElementById('stato-chat'); if (plain) plain.hidden = true; }
  }

  const mark = (it) => {
    const number = Number(it.dataset.number);
    it.querySelector('.h').textContent = it.dataset.head + (number && number <= state.read ? ' · ' + say('read') : '');
  };

  const sent = (id) => Array.from(log.querySelectorAll('.me')).find((it) => it.dataset.id === id);
  function bubble(line) {
    const old = line.id && sent(line.id);
    const it = el('div', { class: line.ours ? 'cm' : 'cm me', 'data-id': line.id, 'data-number': line.number, 'data-head': line.who + ' · ' + line.time },
      el('span', { class: 'h' }, line.who + ' · ' + line.time), el('span', { class: 't', dir: 'auto' }, line.text, line.file && fileLink(line.file)));
    const down = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    if (old) old.replaceWith(it); else log.insertBefore(it, log.querySelector('.w'));
    if (!line.ours) mark(it);
    if (down || !line.ours) log.scrollTop = log.scrollHeight;
  }

  // A page whose policy forbids the picture shows the name alone; while the panel is closed none is fetched.
  const pictures = [];
  function fileLink(file) {
    const it = el('a', { href: '#', onclick: (event) => { event.preventDefault(); save(file.path, file.name); } }, file.name + ' (' + file.size + ')');
    const show = (src) => { if (src) { const small = el('img', { src, alt: '', onerror: () => small.remove() }); it.prepend(small); } };
    const load = () => (frame ? show(base + file.path + '/miniatura') : fetched(file.path + '/miniatura').then(show));
    if (file.picture) opened ? load() : pictures.push(load);
    return it;
  }

  // ---------- writing ----------

  function press(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  }

  let typed = 0;
  function typing() {
    if (talking() && Date.now() - typed > 4000) { typed = Date.now(); call('/scrittura', {}).catch(() => {}); }
  }

  function trouble(words) {
    bad.textContent = words || '';
    bad.hidden = !words;
    if (words) field.setAttribute('aria-invalid', 'true'); else field.removeAttribute('aria-invalid');
  }

  function send() {
    const text = field.value.trim();
    if (!text) { trouble(say('empty')); field.focus(); return; }
    trouble('');
    if (!kept.key && !talking()) kept.key = random(32);
    const it = { id: newId(), text };
    kept.queue.push(it);
    kept.text = '';
    keep();
    field.value = '';
    bubble({ id: it.id, who: say('you'), time: say('leaving'), text });
    flush();
  }

  // So long, or until the network is back.
  const rest = (time) => new Promise((done) => {
    const wake = () => { clearTimeout(later); removeEventListener('online', wake); done(); };
    const later = setTimeout(wake, time);
    addEventListener('online', wake);
  });

  // One after the other; what did not arrive is sent again with the same id, so it arrives once.
  let flushing = false, pause = 1000;
  async function flush() {
    if (flushing) return;
    flushing = true;
    while (kept.queue.length) {
      const first = kept.queue[0];
      let answer;
      try { answer = await call('/messaggi', first); } catch { answer = null; }
      if (!answer || answer.status >= 500 || answer.status === 429) {
        cut(!answer);
        if (answer && answer.status === 429) trouble((await answer.json()).problem);
        await rest(answer && Number(answer.headers.get('Retry-After')) * 1000 || pause);
        pause = Math.min(pause * 2, 8000);
        continue;
      }
      pause = 1000;
      if (!answer.ok && !opened) {      // nobody would see it come back: when the chat is opened
        refused = true;
        show();
        break;
      }
      if (!answer.ok) { back(kept.queue, await answer.json().catch(() => ({}))); break; }
      kept.queue.shift();
      keep();
      started = true;
      trouble('');
      listen();
      if (!opened) refresh();
    }
    flushing = false;
  }

  // A file goes by itself; if the network is cut, again with the same id until it is there.
  async function attach() {
    const file = pick.files[0];
    pick.value = '';
    if (!file) return;
    trouble(file.size > look.largest ? say('file.too-large') : '');
    if (file.size > look.largest) return;
    if (!kept.key && !talking()) kept.key = random(32);
    const it = { id: newId(), who: say('you'), time: say('leaving'), text: file.name };
    bubble(it);
    const body = new FormData();
    body.append('invio', it.id);
    body.append('file', file);
    let answer;
    while (!answer) {
      try { answer = await call('/file', body); } catch { cut(true); await rest(2000); }
    }
    if (answer.ok) { started = true; keep(); cut(false); listen(); } else { lose(it); trouble((await answer.json().catch(() => ({}))).problem || say('failed')); }
  }

  // It will not be taken, nor what was to follow: the text comes back, and is kept until something is sent.
  function back(all, answer) {
    kept.queue = [];
    kept.text = all.map((it) => it.text).join('\n');
    field.value = (kept.text + '\n' + field.value).trim();
    all.forEach(lose);
    keep();
    trouble(answer.problem || say('failed'));
    refresh();
  }
  function lose(it) {
    const lost = sent(it.id);
    if (lost) lost.remove();
    if (!last && !state.code) { kept.key = frame ? given.key || '' : ''; keep(); }
  }

  // ---------- what comes ----------

  let offline = false;
  function cut(yes) {
    if (offline !== yes) { offline = yes; show(); }
  }

  // An event stream that shows the key in a header, which EventSource cannot; after a cut it goes on behind the last line.
  // While the panel is closed, too, if an answer may come and somebody has the page before her.
  const hears = () => talking() && (opened || state.code && !state.ended && !document.hidden);
  function rested() {
    if (stop && !hears()) stop.abort();
    soon();
  }
  async function listen() {
    if (stop && !stop.signal.aborted || !hears()) return;
    prepare();
    const mine = stop = new AbortController();
    let wait = 500;
    while (!mine.signal.aborted) {
      let silence;
      const once = new AbortController();
      const both = () => once.abort();
      mine.signal.addEventListener('abort', both);
      const alive = () => { clearTimeout(silence); silence = setTimeout(both, 25000); };
      try {
        alive();
        const answer = await call('/flusso?da=' + last, null, { signal: once.signal });
        if (!answer.ok) throw answer.status;
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        let text = '';
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          alive();
          wait = 500;
          cut(false);
          text += value;
          const events = text.split('\n\n');
          text = events.pop();
          events.forEach(take);
        }
      } catch { if (!mine.signal.aborted) cut(true); }
      clearTimeout(silence);
      mine.signal.removeEventListener('abort', both);
      if (mine.signal.aborted) return;
      await rest(wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, 8000);
    }
  }

  function take(event) {
    const parts = Object.fromEntries(event.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
    if (parts.event === 'riga') {
      const line = JSON.parse(parts.data);
      if (line.number > last) { last = line.number; bubble(line); read(); if (button) signal(); }
    } else if (parts.event === 'stato') {
      state = JSON.parse(parts.data);
      if (log && log.getAttribute('aria-live') === 'off') log.setAttribute('aria-live', 'polite');
      show();
      rested();
    }
  }

  // Who goes to another page at once has read it all the same: the office is told from there.
  function read() {
    if (opened && !document.hidden && last > kept.seen) { kept.seen = last; keep(); }
    if (kept.seen > Math.max(told, state.seen || 0)) { told = kept.seen; call('/letture', { number: told }).catch(() => { told = 0; }); }
  }

  // Without an open talk the state is asked for: when the timetable says, and once a minute.
  async function refresh() {
    try {
      const answer = await call('/stato');
      if (answer.ok) { state = await answer.json(); show(); listen(); }
      cut(false);
    } catch { cut(true); }
    soon();
  }
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(() => (document.hidden || stop && !stop.signal.aborted ? soon() : refresh()), 1000 * Math.min(state.next || 60, 60));
  }

  addEventListener('online', () => { if (panel) flush(); refresh(); });
  document.addEventListener('visibilitychange', () => { read(); listen(); rested(); });

  async function start() {
    try {
      let answer = await call('/aspetto').catch(() => ({}));
      if (!answer.ok && language) {
        base = town + '/chat';
        answer = await call('/aspetto');
        if (answer.ok) warn('language', 'it, en, or another language of the town’s pages');
      }
      if (!answer.ok) throw answer.status;
      look = await answer.json();
      state = look.state;
      draw();
      soon();
      if (kept.queue.length) { prepare(); flush(); }      // written on the page before, without a network
      listen();
    } catch {
      if (frame) return;      // the plain page stays as it is
      look = { title: 'Contatti del Comune', link: base.replace(/chat$/, 'contatti'), position: 'top-right', colour: '#c02f48' };
      draw();
    }
  }
  if (document.body) start(); else document.addEventListener('DOMContentLoaded', start);
})();
