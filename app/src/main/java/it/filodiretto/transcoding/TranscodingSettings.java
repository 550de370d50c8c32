// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.transcoding;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Names on the path, or paths; each is explained in {@code application.yaml}. Empty: none. */
@ConfigurationProperties("filodiretto.media.programs")
record TranscodingSettings(@DefaultValue("ffmpeg") String ffmpeg, @DefaultValue("heif-convert") String heifConvert) {}
