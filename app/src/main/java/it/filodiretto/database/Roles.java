// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

/** The two roles: one owns the schema and migrates, the other works and owns nothing, so that no policy lets it pass. */
public final class Roles {

    public static final String OWNER = "filodiretto_owner";
    public static final String APPLICATION = "filodiretto";

    /**
     * Rounds protect passwords that can be guessed. Ours are 24 random bytes, and at a start some twenty connections would go
     * through 4,096 rounds each, in code that is not compiled yet. Before version 16 it cannot be set.
     */
    static final String FEW_ROUNDS = """
        select set_config('scram_iterations', '1', false) where current_setting('server_version_num')::int >= 160000""";

    private Roles() {}

    static String renew(String role, String password) {
        return "alter role " + role + " password '" + password + "'";
    }

    /** Passwords are hexadecimal, so they need no quoting. */
    static String makeOrRenew(String role, String password) {
        return """
            do $$ begin
              if not exists (select 1 from pg_roles where rolname = '%1$s') then create role %1$s; end if;
              alter role %1$s login nosuperuser nobypassrls nocreatedb nocreaterole password '%2$s';
            end $$""".formatted(role, password);
    }
}
