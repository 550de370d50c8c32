// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.subscription;

import java.time.Instant;

/**
 * The privacy notice of a municipality as it was published, for good.
 *
 * @param number 1, 2, 3 …
 * @param body paragraphs parted by an empty line; headings begin with {@code ## }
 * @param sha256 of the body in UTF-8, 64 hexadecimal digits
 */
public record PolicyVersion(int number, String body, String sha256, Instant publishedAt) {}
