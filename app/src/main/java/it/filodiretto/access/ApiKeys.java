// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.operator.ApiCaller;
import it.filodiretto.operator.Role;
import it.filodiretto.shared.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The keys of programs, {@code fd_<public part>_<secret>}. Only a hash of the secret is kept: it is 32 random bytes, so a
 * fast hash is enough. Secrets are compared in constant time, and an unknown public part costs a comparison too.
 */
@Component
class ApiKeys {

    private static final byte[] NOBODYS = new byte[32];

    private final ApiKeyTable table;
    private final byte[] installation;
    private final boolean hasInstallationKey;

    ApiKeys(ApiKeyTable table, @Value("${filodiretto.api-key}") String installation) {
        this.table = table;
        this.hasInstallationKey = !installation.isBlank();
        this.installation = Sha256.of(installation.strip());
    }

    /** Whose key this is; empty if it does not count. */
    Optional<ApiCaller> caller(String shown) {
        if (MessageDigest.isEqual(Sha256.of(shown), installation) && hasInstallationKey) {
            return Optional.of(ApiCaller.installation());
        }
        var parts = shown.split("_", 3);
        if (parts.length != 3 || !parts[0].equals("fd")) {
            return Optional.empty();
        }
        var found = table.find(parts[1]);
        var same = MessageDigest.isEqual(Sha256.of(parts[2]), found.map(ApiKey::secretHash).orElse(NOBODYS));
        return same ? found.map(ApiKey::caller) : Optional.empty();
    }

    /** The whole key, shown this once. */
    String make(MunicipalityId town, Role role, String label) {
        var open = random(6);
        var secret = random(32);
        table.add(town, open, Sha256.of(secret), label, role);
        return "fd_" + open + "_" + secret;
    }

    List<ApiKey> all() {
        return table.all();
    }

    boolean revoke(String open) {
        return table.revoke(open);
    }

    private static String random(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
