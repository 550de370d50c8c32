// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the keyset and compares it with the mark in the database, both ways round: neither may come from elsewhere. */
@Configuration(proxyBeanMethods = false)
class VaultConfiguration {

    static final String CONTEXT = "keyset_mark.sample";

    @Bean
    Vault vault(@Value("${filodiretto.keyset}") String keyset, @Value("${filodiretto.data-dir}") Path data, JdbcClient db) {
        var file = file(keyset, data);
        if (!file.exists()) {
            refuseIfThereIsData(file, db);
            file.make();
            LoggerFactory.getLogger(VaultConfiguration.class).atInfo().addKeyValue("file", file.path())
                .log("New encryption keys were made: keep a copy apart from the database's");
        }
        var vault = file.open();
        compareWithMark(vault, file, db);
        return vault;
    }

    static KeysetFile file(String keyset, Path data) {
        return new KeysetFile(keyset.isBlank() ? data.resolve("keyset.json") : Path.of(keyset));
    }

    private static void refuseIfThereIsData(KeysetFile file, JdbcClient db) {
        if (db.sql("select count(*) from keyset_mark").query(Integer.class).single() > 0) {
            throw new KeysetRefused("The database holds data sealed with a keyset, and there is none at " + file.path()
                + ". Bring back the file of the first start (a backup keeps it apart), or name it by FILODIRETTO_KEYSET.");
        }
    }

    private static void compareWithMark(Vault vault, KeysetFile file, JdbcClient db) {
        var fingerprint = vault.lookup("keyset", "fingerprint");
        db.sql("insert into keyset_mark (fingerprint, sample) values (?, ?) on conflict do nothing")
            .param(fingerprint).param(vault.sealText("filodiretto", CONTEXT)).update();
        var mark = db.sql("select fingerprint, sample from keyset_mark")
            .query((row, _) -> new Mark(row.getBytes(1), row.getBytes(2))).single();
        if (!Arrays.equals(mark.fingerprint(), fingerprint) || !opens(vault, mark.sample())) {
            throw new KeysetRefused("The keyset " + file.path() + " is not the one that the database's data was sealed with."
                + " Bring back the right file, or name it by FILODIRETTO_KEYSET.");
        }
    }

    private static boolean opens(Vault vault, byte[] sample) {
        try {
            vault.open(sample, CONTEXT);
            return true;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private record Mark(byte[] fingerprint, byte[] sample) {}
}
