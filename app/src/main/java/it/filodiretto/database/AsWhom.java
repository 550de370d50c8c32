// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

import it.filodiretto.shared.RefusedAtStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs, which refuses to be root: directly if we are not root either; else inside a user namespace
 * ({@code unshare -U}), where root is nobody and the files stay ours; where that is refused, as an unprivileged user.
 *
 * @param prefix goes before every command line
 * @param user owner of the cluster's files, or empty if that is us
 */
record AsWhom(List<String> prefix, String user) {

    private static final List<String> USERS = List.of("filodiretto", "postgres", "nobody");

    static AsWhom canRunPostgres(Path home) throws IOException {
        if (!root()) {
            return new AsWhom(List.of(), "");
        }
        if (works(List.of("unshare", "-U", "true"))) {
            return new AsWhom(List.of("unshare", "-U"), "");
        }
        for (var user : USERS) {
            var asUser = List.of("setpriv", "--reuid=" + user, "--clear-groups");
            if (works(join(asUser, List.of("test", "-x", home.toString())))) {
                return new AsWhom(asUser, user);
            }
        }
        throw new RefusedAtStart("PostgreSQL refuses to run as root, and neither a user namespace nor one of the users " + USERS
            + " can reach " + home + ". Start Filodiretto as another user, or choose a directory that one of them can reach.");
    }

    List<String> command(List<String> command) {
        return join(prefix, command);
    }

    /** Gives a file or directory, with all below it, to the user that PostgreSQL runs as, unless it is theirs already. */
    void giveOver(Path path) throws IOException {
        if (!root()) {
            return;
        }
        var owner = path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user.isEmpty() ? "root" : user);
        if (!Files.getOwner(path).equals(owner)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (var each : all.toList()) {
                    Files.setOwner(each, owner);
                }
            }
        }
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean works(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> join(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
