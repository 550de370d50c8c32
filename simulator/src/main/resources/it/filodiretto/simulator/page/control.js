/* SPDX-License-Identifier: BSD-3-Clause */
// Calls of /_control. Each answers null, or what went wrong.

export async function call(method, path, body) {
  try {
    const answer = await fetch(`/_control/${path}`, {
      method, headers: {'Content-Type': 'application/json'}, body: body === undefined ? undefined : JSON.stringify(body),
    });
    return answer.ok ? null : (await answer.json()).error ?? `Errore ${answer.status}`;
  } catch {
    return 'Il simulatore non risponde.';
  }
}

export const post = (path, body) => call('POST', path, body);
