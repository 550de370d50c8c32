// SPDX-License-Identifier: AGPL-3.0-or-later
// The little that the pages cannot do as plain HTML. Every page works without it; it only refreshes and counts.
'use strict';

(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  // What has just come, and what is in it.
  const within = (selector, root) => (root instanceof Element && root.matches(selector) ? [root] : []).concat(all(selector, root));

  // <section data-stream="/…/flusso"> around a fragment with hx-get and hx-trigger="changed":
  // the server says "changed", htmx fetches the fragment. Lost: the browser comes back by itself, and we say so.
  const streams = new Map();

  function listen(element) {
    if (streams.has(element)) return;
    const source = new EventSource(element.dataset.stream);
    streams.set(element, source);
    source.addEventListener('changed', (event) => tell(element, (it) => event.data !== 'list' || !it.dataset.one));
    source.addEventListener('one', (event) => tell(element, (it) => it.dataset.one === event.data));
    source.addEventListener('finished', () => close(element));
    source.onopen = () => element.classList.remove('offline');
    source.onerror = () => element.classList.add('offline');
  }

  // The network is back: whatever was missed is looked at now, not at the next change.
  window.addEventListener('online', () => streams.forEach((source, element) => {
    tell(element, () => true);
  }));

  // What shows one thing alone says so by data-one, its id, and is told at once; lists are told a few times a second.
  function tell(element, whom) {
    all('[hx-trigger~="changed"]', element).filter(whom).forEach((it) => htmx.trigger(it, 'changed'));
  }

  function close(element) {
    const source = streams.get(element);
    if (source) source.close();
    streams.delete(element);
  }

  // <textarea data-count="id-of-output" maxlength="700">: «120 caratteri su 700».
  function count(field) {
    const output = document.getElementById(field.dataset.count);
    const most = Number(field.dataset.most);
    const over = Array.from(field.value).length - most;
    if (output) output.textContent = (over + most).toLocaleString('it') + ' caratteri su ' + most.toLocaleString('it')
      + (over > 0 ? ': ' + over.toLocaleString('it') + ' di troppo' : '');
  }

  // <input data-mirror="id" data-empty="…">: what is typed, shown in the preview as it will be read.
  function mirror(field) {
    const target = document.getElementById(field.dataset.mirror);
    if (target) target.textContent = field.value.trim() || field.dataset.empty || '';
  }

  // <button data-once>: a second click does nothing; the form is sent once.
  function once(form) {
    all('[data-once]', form).forEach((it) => it.setAttribute('aria-disabled', 'true'));
    if (form.dataset.sent) return false;
    form.dataset.sent = 'yes';
    return true;
  }

  // <div data-print>, shown only where script runs: <button data-print hidden>.
  function start(root) {
    within('[data-stream]', root).forEach(listen);
    within('[data-count]', root).forEach(count);
    within('[data-mirror]', root).forEach(mirror);
    startInbox(root);
    within('[data-needs-script]', root).forEach((it) => it.removeAttribute('hidden'));
  }

  // ---------- the inbox ----------

  // <textarea data-keep="id" data-version="3">, or all fields of a <form> that says so: what is typed survives a lost session in this tab;
  // an answer that left empties it.
  const KEPT = 'textarea[data-keep], form[data-keep] :is(textarea, input:not([type=hidden], [type=file]))';

  function keep(field) {
    const by = field.closest('[data-keep]');
    const key = place(field);
    const kept = JSON.parse(sessionStorage.getItem(key) || 'null');
    if (kept && kept.version !== by.dataset.version && kept.sent) sessionStorage.removeItem(key);
    else if (kept && (!field.value || by !== field)) field.value = kept.text;
  }

  function save(field, sent) {
    const version = field.closest('[data-keep]').dataset.version;
    if (field.value) sessionStorage.setItem(place(field), JSON.stringify({ text: field.value, version, sent }));
    else sessionStorage.removeItem(place(field));
  }

  function place(field) {
    return 'text ' + field.closest('[data-keep]').dataset.keep + (field.dataset.keep ? '' : ' ' + field.name);
  }

  // <p data-unseen="3">: the title says so, and who wants it hears it, again and again until somebody looks.
  let unseen = 0;

  function alarm(element) {
    const now = Number(element.dataset.unseen);
    document.title = (now ? '(' + now + ') ' : '') + document.title.replace(/^\(\d+\) /, '');
    if (now > unseen) ring();
    unseen = now;
  }

  function ring() {
    if (localStorage.getItem('sound') !== 'yes') return;
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    tone.frequency.value = 660;
    tone.connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 0.2);
    tone.onended = () => sound.close();
  }
  setInterval(() => { if (unseen) ring(); }, 60000);

  // <form data-countdown="10">: goes away when there is nothing to undo any more.
  function countdown(form) {
    const end = Date.now() + 1000 * Number(form.dataset.countdown);
    const timer = setInterval(() => {
      const left = Math.ceil((end - Date.now()) / 1000);
      if (left <= 0) { clearInterval(timer); form.remove(); }
      else form.querySelector('[data-left]').textContent = left;
    }, 1000);
  }

  // Single letters work outside fields: <a data-key="r">, <summary data-key="e">, j and k along the list. A panel that was just
  // closed keeps the focus until the page is painted anew: what is typed then is not for its field.
  function press(event) {
    if (document.querySelector('dialog[open]') && event.key !== 'Escape') return;
    const typing = event.target.checkVisibility() && event.target.closest('input, textarea, select, [contenteditable]');
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && event.target.matches('[data-send]')) {
      event.preventDefault();
      event.target.form.requestSubmit();
    } else if ((event.ctrlKey || event.metaKey) && event.key === 'z' && !(typing && typing.value)) {
      const undo = document.querySelector('[data-undo]');
      if (undo) { event.preventDefault(); undo.click(); }
    } else if (event.key === 'Escape') {
      all('details.act[open]').forEach((it) => { it.open = false; it.querySelector('summary').focus(); });
    } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && localStorage.getItem('keys-off') !== 'yes') {
      letter(event);
    }
  }

  function letter(event) {
    if (event.key === 'j' || event.key === 'k') return step(event.key === 'j' ? 1 : -1);
    const target = event.key.length === 1 && all('[data-key]').find((it) => it.dataset.key === event.key && it.checkVisibility());
    if (!target) return;
    event.preventDefault();
    const focus = target.dataset.focus && document.getElementById(target.dataset.focus);
    if (focus && target.getAttribute('aria-current')) focus.focus();
    else if (target.matches('summary')) {
      target.parentElement.open = true;
      (target.parentElement.querySelector('select, input:not([type=hidden])') || target).focus();
    } else if (target.matches('input')) target.focus();
    else target.click();
  }

  function step(by) {
    const rows = all('.lrow');
    const here = rows.findIndex((it) => it.getAttribute('aria-current'));
    const next = rows[here < 0 ? 0 : here + by];
    if (next) next.click();
  }

  document.addEventListener('keydown', (event) => { if (document.querySelector('.console [data-key]')) press(event); });
  document.addEventListener('change', (event) => {
    const choice = event.target.dataset.choice;
    if (choice) localStorage.setItem(choice, event.target.checked ? 'yes' : 'no');
  });

  function startInbox(root) {
    within(KEPT, root).forEach(keep);
    within('[data-unseen]', root).forEach(alarm);
    within('[data-countdown]', root).forEach(countdown);
    within('[data-choice]', root).forEach((it) => { it.checked = localStorage.getItem(it.dataset.choice) === 'yes'; });
    const log = document.querySelector('.inbox .log');
    if (log && !new URLSearchParams(location.search).has('fino')) log.scrollTop = log.scrollHeight;
  }

  document.addEventListener('input', (event) => {
    if (event.target.matches(KEPT)) save(event.target, false);
    if (event.target.matches('[data-count]')) count(event.target);
    if (event.target.matches('[data-mirror]')) mirror(event.target);
  });

  // <input type="file" data-largest="25">: so many megabytes; more does not even leave the page.
  document.addEventListener('change', (event) => {
    const field = event.target;
    if (!field.matches('[data-largest]')) return;
    const tooLarge = [...field.files].some((it) => it.size > field.dataset.largest * 1048576);
    field.setCustomValidity(tooLarge ? 'Il file è troppo grande: il massimo è ' + field.dataset.largest + ' MB.' : '');
    field.reportValidity();
  });

  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-submit-on-change]')) event.target.form.requestSubmit();
  });

  document.addEventListener('submit', (event) => {
    all(KEPT, event.target).forEach((it) => save(it, true));
    if (event.target.querySelector('[data-once]') && !once(event.target)) event.preventDefault();
  });

  document.addEventListener('click', (event) => {
    const print = event.target.closest('[data-print]');
    if (print) window.print();
    const open = event.target.closest('[data-open]');
    if (open) document.getElementById(open.dataset.open).showModal();
    const copy = event.target.closest('[data-copy]');
    if (copy) navigator.clipboard.writeText(copy.dataset.copy).then(() => { copy.textContent = copy.dataset.copied; });
  });

  // Who looks at a page with news is there, without a click; a tab that is not shown asks for news for nobody.
  setInterval(() => {
    const console = location.pathname.match(/^\/console\/[^/]+/);
    if (console && streams.size && !document.hidden) fetch(console[0] + '/presenza');
  }, 300000);

  // htmx posts carry the guard of the forms on the page.
  document.addEventListener('htmx:configRequest', (event) => {
    if (document.hidden) event.detail.headers['X-Page-Hidden'] = 'yes';
    const guard = document.querySelector('input[name="_csrf"]');
    if (guard) event.detail.headers['X-CSRF-TOKEN'] = guard.value;
  });
  document.addEventListener('htmx:load', (event) => start(event.detail.elt));

  // A press that has begun counts for what it was meant for: a part that changes meanwhile comes anew when the finger is up, else the click
  // would find another row, or none.
  let pressed = false;
  const late = new Set();
  const released = () => {
    pressed = false;
    setTimeout(() => { late.forEach((it) => htmx.trigger(it, 'changed')); late.clear(); });
  };
  document.addEventListener('pointerdown', () => { pressed = true; });
  document.addEventListener('pointerup', released);
  document.addEventListener('pointercancel', released);
  document.addEventListener('pointermove', (event) => { if (pressed && !event.buttons) released(); });      // up outside of the window

  // Who stands on a link of a part that comes anew stands on the same link of the new one; htmx does so only for what has an id.
  let stood = null;
  document.addEventListener('htmx:beforeSwap', (event) => {
    stood = document.activeElement?.getAttribute('href');
    const part = event.detail.requestConfig.elt;
    if (pressed && event.detail.shouldSwap && part.matches('[hx-trigger~="changed"]')) {
      event.detail.shouldSwap = false;
      late.add(part);
    }
  });
  document.addEventListener('htmx:afterSwap', () => {
    if (stood && document.activeElement === document.body) {
      document.querySelector('main a[href="' + CSS.escape(stood) + '"]')?.focus({ preventScroll: true });
    }
  });

  // <form data-autosave="id">: when saving fails, the place that said «saved» says so: <p id="id" role="status" data-failed="…">.
  ['htmx:responseError', 'htmx:sendError', 'htmx:timeout'].forEach((name) => document.addEventListener(name, (event) => {
    const said = document.getElementById(event.target.dataset?.autosave);
    if (said) Object.assign(said, { textContent: said.dataset.failed, className: 'bad mt-2 mb-0' });
  }));

  // A page brought back by "back" has its forms open again.
  window.addEventListener('pageshow', () => all('form[data-sent]').forEach((it) => { delete it.dataset.sent; }));
  window.addEventListener('pagehide', () => streams.forEach((source) => source.close()));

  start(document);
})();
