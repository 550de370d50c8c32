// SPDX-License-Identifier: AGPL-3.0-or-later
// The little that the pages cannot do as plain HTML. Every page works without it; it only refreshes and counts.
'use strict';

(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // <section data-stream="/…/flusso"> around a fragment with hx-get and hx-trigger="changed":
  // the server says "changed", htmx fetches the fragment. Lost: the browser comes back by itself, and we say so.
  const streams = new Map();

  function listen(element) {
    if (streams.has(element)) return;
    const source = new EventSource(element.dataset.stream);
    streams.set(element, source);
    source.addEventListener('changed', () => {
      all('[hx-trigger~="changed"]', element).forEach((it) => htmx.trigger(it, 'changed'));
    });
    source.addEventListener('finished', () => close(element));
    source.onopen = () => element.classList.remove('offline');
    source.onerror = () => element.classList.add('offline');
  }

  function close(element) {
    const source = streams.get(element);
    if (source) source.close();
    streams.delete(element);
  }

  // <textarea data-count="id-of-output" maxlength="700">: «120 caratteri su 700».
  function count(field) {
    const output = document.getElementById(field.dataset.count);
    if (output) output.textContent = field.value.length.toLocaleString('it') + ' caratteri su ' + Number(field.maxLength).toLocaleString('it');
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
    all('[data-stream]', root).forEach(listen);
    all('[data-count]', root).forEach(count);
    all('[data-mirror]', root).forEach(mirror);
    all('[data-needs-script]', root).forEach((it) => it.removeAttribute('hidden'));
  }

  document.addEventListener('input', (event) => {
    if (event.target.matches('[data-count]')) count(event.target);
    if (event.target.matches('[data-mirror]')) mirror(event.target);
  });

  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-submit-on-change]')) event.target.form.requestSubmit();
  });

  document.addEventListener('submit', (event) => {
    if (event.target.querySelector('[data-once]') && !once(event.target)) event.preventDefault();
  });

  document.addEventListener('click', (event) => {
    const print = event.target.closest('[data-print]');
    if (print) window.print();
    const copy = event.target.closest('[data-copy]');
    if (copy) navigator.clipboard.writeText(copy.dataset.copy).then(() => { copy.textContent = copy.dataset.copied; });
  });

  // htmx posts carry the guard of the forms on the page.
  document.addEventListener('htmx:configRequest', (event) => {
    const guard = document.querySelector('input[name="_csrf"]');
    if (guard) event.detail.headers['X-CSRF-TOKEN'] = guard.value;
  });
  document.addEventListener('htmx:load', (event) => start(event.detail.elt));

  // A page brought back by "back" has its forms open again.
  window.addEventListener('pageshow', () => all('form[data-sent]').forEach((it) => { delete it.dataset.sent; }));
  window.addEventListener('pagehide', () => streams.forEach((source) => source.close()));

  start(document);
})();
