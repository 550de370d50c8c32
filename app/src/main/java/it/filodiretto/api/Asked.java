// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

/** One call that wants to be done once: by whom, under which key, where, with which body (SHA-256). */
record Asked(String caller, String key, String path, byte[] bodyHash) {}
