// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Meta is reached, and the secrets of the whole installation; empty: none.
 *
 * @param graphUrl base of the Graph API, without version
 * @param rate messages a second per number; 0: unpaced; empty: what the account allows
 */
@ConfigurationProperties("filodiretto.meta")
public record MetaSettings(URI graphUrl, String graphVersion, @DefaultValue("") String appSecret, @DefaultValue("") String verifyToken,
                    @DefaultValue("") String token, @DefaultValue("") String rate) {

    public MetaSettings {
        appSecret = appSecret.strip();
        verifyToken = verifyToken.strip();
        if (!rate.isBlank() && !rate.strip().matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException("filodiretto.meta.rate (FILODIRETTO_META_RATE) is a whole number of messages a second,"
                + " 0 for unpaced, or empty: not " + rate);
        }
    }

    /** {@code https://graph.facebook.com/v26.0/}. */
    String root() {
        var base = graphUrl.toString();
        return (base.endsWith("/") ? base : base + "/") + graphVersion + "/";
    }

    @Override
    public String toString() {
        return "MetaSettings[" + root() + "]";
    }
}
