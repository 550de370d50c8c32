// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the store: a bucket if one is named, else the directory. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MediaSettings.class)
class MediaConfiguration {

    @Bean
    FileStore fileStore(MediaSettings settings, @Value("${filodiretto.data-dir}") Path data, @Value("${filodiretto.media-dir}") String media) {
        return settings.s3().bucket().isBlank() ? new DirectoryStore(media.isBlank() ? data.resolve("media") : Path.of(media))
            : new BucketStore(settings.s3());
    }
}
