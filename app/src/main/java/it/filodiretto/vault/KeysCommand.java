// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.vault;

import it.filodiretto.shared.AdminCommand;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** {@code bin/admin keys …}: a new sealing key, step by step (docs/operations/keys.md). */
@Component
@AdminCommand.Help("""
    keys show      how many sealing keys there are, and how much older ones have sealed
    keys add       a new sealing key, not used yet; then start all processes again
    keys use       the newest key seals from now on; then start all processes again
    keys reseal    all that older keys have sealed is sealed with the present one; may be stopped and begun again""")
class KeysCommand implements AdminCommand {

    private final KeysetFile file;
    private final ObjectProvider<Vault> vault;
    private final ObjectProvider<Flyway> flyway;
    private final ObjectProvider<SealedColumns> keepers;

    KeysCommand(@Value("${filodiretto.keyset}") String keyset, @Value("${filodiretto.data-dir}") Path data, ObjectProvider<Vault> vault,
            ObjectProvider<Flyway> flyway, ObjectProvider<SealedColumns> keepers) {
        this.file = VaultConfiguration.file(keyset, data);
        this.vault = vault;
        this.flyway = flyway;
        this.keepers = keepers;
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public void run(List<String> arguments, PrintStream out) {
        switch (String.join(" ", arguments)) {
            case "show" -> show(out);
            case "add" -> {
                file.add();
                out.println("Added to " + file.path() + ". Keep a new copy of it apart. Start all processes again, then: " + AdminCommand.typed("keys use"));
            }
            case "use" -> {
                file.use();
                out.println("The newest key seals, once all processes have been started again. Then: " + AdminCommand.typed("keys reseal"));
            }
            case "reseal" -> reseal(out);
            default -> throw new IllegalArgumentException("Say what to do with the keys");
        }
    }

    private void show(PrintStream out) {
        var sealing = file.sealing();
        out.println(file.path() + ": " + sealing.keys() + (sealing.keys() == 1 ? " sealing key" : " sealing keys") + (sealing.newestSeals() ? "." : "; the newest is not in use yet."));
        var resealing = resealing();
        columns().forEach(it -> out.println(it + ": " + resealing.left(it) + " sealed with an older key"));
    }

    private void reseal(PrintStream out) {
        var resealing = resealing();
        for (var column : columns()) {
            var done = resealing.reseal(column);
            out.println(column + ": " + done.sealed() + " sealed anew" + (done.strange() == 0 ? "" : ", " + done.strange() + " do not open with any key and were left"));
        }
    }

    private Resealing resealing() {
        return new Resealing(flyway.getObject().getConfiguration().getDataSource(), vault.getObject());
    }

    private List<SealedColumn> columns() {
        return Resealing.all(keepers.stream());
    }
}
