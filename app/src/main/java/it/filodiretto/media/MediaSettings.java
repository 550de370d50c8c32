// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where files lie and who looks for viruses; each is explained in {@code application.yaml}.
 *
 * @param clamav host and port of clamd, or the path of its socket; empty: nobody looks
 */
@ConfigurationProperties("filodiretto.media")
record MediaSettings(@DefaultValue("") String clamav, @DefaultValue Bucket s3) {

    /** @param bucket empty: files lie in a directory; {@code endpoint} {@code null}: Amazon's */
    record Bucket(@DefaultValue("") String bucket, @Nullable URI endpoint, @DefaultValue("eu-south-1") String region,
                  @DefaultValue("") String accessKey, @DefaultValue("") String secretKey) {

        @Override
        public String toString() {
            return "Bucket[" + bucket + " at " + endpoint + "]";
        }
    }
}
