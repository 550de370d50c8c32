/* SPDX-License-Identifier: BSD-3-Clause */
// The page of telephones: everything comes by one event stream, everything goes by /_control.
import {post} from './control.js';
import {showPhone, typed} from './phone.js';
import {showPrices} from './prices.js';
import {showState, tick} from './side.js';

const account = document.body.dataset.account;
const town = {account, name: document.body.dataset.name, initials: document.body.dataset.initials};

const stream = new EventSource(`/_control/events?account=${encodeURIComponent(account)}`);
let waiting = new URLSearchParams(location.search).get('testo');
stream.addEventListener('phone', event => {
  const phone = showPhone(JSON.parse(event.data), town);
  if (waiting !== null && typed(phone, waiting)) waiting = null;
});
stream.addEventListener('state', event => showState(JSON.parse(event.data)));
stream.addEventListener('prices', event => showPrices(JSON.parse(event.data)));
stream.addEventListener('wire', event => {
  const list = document.getElementById('passa');
  if (list.firstElementChild?.textContent === 'Ancora niente.') list.replaceChildren();
  for (const line of JSON.parse(event.data)) {
    const item = document.createElement('li');
    item.textContent = line;
    list.prepend(item);
  }
  while (list.children.length > 60) list.lastElementChild.remove();
});
stream.addEventListener('open', () => document.getElementById('passa').replaceChildren());
setInterval(tick, 250);

document.getElementById('comune').addEventListener('change', event => {
  location.href = `/telefoni/${event.target.value}`;
});

const dialog = document.getElementById('nuovo');
const error = document.getElementById('n-errore');
document.getElementById('aggiungi').addEventListener('click', () => dialog.showModal());
document.getElementById('n-annulla').addEventListener('click', () => dialog.close());
dialog.querySelector('form').addEventListener('submit', async event => {
  event.preventDefault();
  const form = event.target;
  const refused = await post('phones', {number: form.elements.number.value, name: form.elements.name.value, account});
  error.textContent = refused ? 'Scrivi un numero di cellulare, per esempio 347 000 1234.' : '';
  if (!refused) {
    form.reset();
    dialog.close();
  }
});
