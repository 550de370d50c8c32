// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.messaging;

import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a received file are to be had, and what the channel says of them: never to be believed, only compared.
 *
 * @param id the channel's own; WhatsApp keeps it for 7 days
 * @param mimeType {@code audio/ogg; codecs=opus}
 * @param sha256 base64 or hexadecimal
 * @param fileName as the person's telephone names it, harmless or not
 * @param url a short-lived link that sometimes comes along; the id always works
 */
public record MediaReference(String id, @Nullable String mimeType, @Nullable String sha256, @Nullable String fileName, @Nullable String url) {}
