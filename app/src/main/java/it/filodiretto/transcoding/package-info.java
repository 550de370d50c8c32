// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Makes of a photo, film or sound what every telephone and every channel takes, by programs that the system offers (Debian: ffmpeg,
 * libheif-examples). Where they are not installed nothing is made, and people are told what to do instead.
 *
 * <p>Door: {@link it.filodiretto.transcoding.Transcoder}.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package it.filodiretto.transcoding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
