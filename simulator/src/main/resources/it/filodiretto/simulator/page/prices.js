/* SPDX-License-Identifier: BSD-3-Clause */
// What the number's delivered messages of this month would cost.
const CATEGORIES = {
  service: 'risposte', utility: 'avvisi di servizio', marketing: 'avvisi promozionali', authentication: 'codici', referral_conversion: 'da un annuncio',
};
const TYPES = {regular: 'a pagamento', free_customer_service: 'gratis', free_entry_point: 'gratis per 72 ore'};
const number = new Intl.NumberFormat('it-IT', {useGrouping: 'always'});

export function showPrices(prices) {
  document.getElementById('gratis').textContent = `Risposte gratis rimaste: ${number.format(prices.free_service_left)} di 1.000`;
  document.getElementById('prezzi').replaceChildren(...prices.lines.filter(it => it.month === prices.month).map(line => {
    const item = document.createElement('li');
    item.textContent = `${CATEGORIES[line.category] ?? line.category}, ${TYPES[line.type]}: ${number.format(line.messages)}`;
    return item;
  }));
}
