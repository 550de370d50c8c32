// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Files: what people send, and what the town hall sends. Knows what a file is by its content, refuses what could harm,
 * keeps the bytes sealed in a directory or a bucket, and shows pictures without what they say of place and person.
 *
 * <p>Door: {@link it.filodiretto.media.Media}, with {@link it.filodiretto.media.StoredFile} and
 * {@link it.filodiretto.media.StoredFileId}; {@link it.filodiretto.media.FileAnswer} shows one to whoever may see it.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "vault", "municipality", "operator", "transcoding"})
@NullMarked
package it.filodiretto.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
