// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.WhatsAppAccount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may post, and with what we send: the installation's secrets, and those that a profile brings for its own number. */
@Component
public class WhatsAppSecrets {

    private final MetaSettings settings;
    private final Municipalities municipalities;
    private final Map<Path, SecretFile> files = new ConcurrentHashMap<>();

    public WhatsAppSecrets(MetaSettings settings, Municipalities municipalities) {
        this.settings = settings;
        this.municipalities = municipalities;
    }

    /** @param speaksFor ids of the numbers and accounts that what it signs may be about; {@code null}: any */
    public record AppSecret(String value, @Nullable Set<String> speaksFor) {

        @Override
        public String toString() {
            return "AppSecret[for " + (speaksFor == null ? "all" : speaksFor) + "]";
        }
    }

    /** None: the webhook is closed. */
    public List<AppSecret> appSecrets() {
        var own = new LinkedHashMap<String, Set<String>>();
        accounts().filter(it -> it.appSecretFile() != null).forEach(it -> {
            var secret = value(it.appSecretFile(), "");
            if (!secret.isEmpty() && !secret.equals(settings.appSecret())) {
                var ids = own.computeIfAbsent(secret, _ -> new LinkedHashSet<>());
                ids.add(it.phoneNumberId());
                ids.add(it.businessAccountId());
            }
        });
        var all = new ArrayList<AppSecret>();
        if (!settings.appSecret().isBlank()) {
            all.add(new AppSecret(settings.appSecret(), null));
        }
        own.forEach((secret, ids) -> all.add(new AppSecret(secret, ids)));
        return all;
    }

    public List<String> verifyTokens() {
        return Stream.concat(Stream.of(settings.verifyToken()),
            accounts().filter(it -> it.verifyTokenFile() != null).map(it -> value(it.verifyTokenFile(), "")))
            .filter(it -> !it.isBlank()).distinct().toList();
    }

    /** With what the number's messages are sent; empty: nothing can be. */
    public String token(WhatsAppAccount account) {
        return value(account.tokenFile(), settings.token()).strip();
    }

    private Stream<WhatsAppAccount> accounts() {
        return municipalities.all().stream().mapMulti((it, out) -> {
            var account = it.whatsapp();
            if (account != null) {
                out.accept(account);
            }
        });
    }

    private String value(@Nullable Path file, String otherwise) {
        return file == null ? otherwise : files.computeIfAbsent(file, SecretFile::new).value();
    }
}
