// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the connection to Meta stands, as Meta last described it; what it did not tell is null or empty.
 *
 * @param tokenEnds seconds since 1970; 0: never
 * @param appMode {@code LIVE}, {@code DEVELOPMENT}
 * @param callback where the app's webhooks go
 * @param fields what they tell of
 * @param numberOverride where the number's own go instead, {@code accountOverride} the account's
 * @param nameStatus of the name that people see
 * @param publicUrl {@code OK}, {@code HTTP}, {@code TLS}, {@code AWAY}: how our own address answers
 */
public record Diagnosis(boolean tokenValid, long tokenEnds, List<String> scopes, @Nullable String appMode, @Nullable String callback,
                 List<String> fields, @Nullable String numberOverride, @Nullable String accountOverride, @Nullable String nameStatus,
                 String publicUrl) {

    public Diagnosis {
        scopes = List.copyOf(scopes);
        fields = List.copyOf(fields);
    }
}
