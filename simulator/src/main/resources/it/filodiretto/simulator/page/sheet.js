/* SPDX-License-Identifier: BSD-3-Clause */
// What WhatsApp opens over a chat: the rows of a list, the form of a flow. It lives outside the bubble, which may be drawn again.
let count = 0;

/** The rows of a list, with the headings of its sections. */
export function openList(title, entries, tap) {
  const dialog = sheet(title);
  for (const entry of entries) {
    if (entry.action === 'section') {
      dialog.append(element('h3', '', entry.title));
      continue;
    }
    const row = element('button', 'row', entry.title);
    row.type = 'button';
    if (entry.note) row.append(element('small', '', entry.note));
    row.addEventListener('click', () => {
      dialog.close();
      tap(entry);
    });
    dialog.append(row);
  }
  dialog.append(closing(dialog));
  dialog.showModal();
}

/** One answer will do: what the form of a real flow asks is nowhere in the message. */
export function openFlow(button, tap) {
  const dialog = sheet(button.title);
  const form = document.createElement('form');
  form.method = 'dialog';
  const field = element('div', 'fld');
  const label = element('label', '', 'La tua risposta');
  const input = document.createElement('input');
  label.htmlFor = input.id = `s-risposta-${count}`;
  input.autocomplete = 'off';
  input.required = true;
  field.append(label, input);
  const send = element('button', 'btn btn-primary mid', 'Invia il modulo');
  send.type = 'submit';
  const knobs = element('div', 'knobs');
  knobs.append(send, closing(dialog));
  form.append(field, knobs);
  form.addEventListener('submit', () => tap(button, {risposta: input.value}));
  dialog.append(form);
  dialog.showModal();
}

function sheet(title) {
  const dialog = element('dialog', 'sheet');
  const heading = element('h2', '', title);
  heading.id = `s-${++count}`;
  dialog.setAttribute('aria-labelledby', heading.id);
  dialog.append(heading);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  return dialog;
}

function closing(dialog) {
  const button = element('button', 'btn btn-quiet mid', 'Chiudi');
  button.type = 'button';
  button.addEventListener('click', () => dialog.close());
  return button;
}

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}
