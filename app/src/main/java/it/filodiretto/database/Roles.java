// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.database;

/** The two roles: one owns the schema and migrates, the other works and owns nothing, so that no policy lets it pass. */
public final class Roles {

    public static final String OWNER = "filodiretto_owner";
    public static final String APPLICATION = "filodiretto";

    private Roles() {}

    /** Passwords are hexadecimal, so they need no quoting. */
    static String makeOrRenew(String role, String password) {
        return """
            do $$ begin
              if not exists (select 1 from pg_roles where rolname = '%1$s') then create role %1$s; end if;
              alter role %1$s login nosuperuser nobypassrls nocreatedb nocreaterole password '%2$s';
            end $$""".formatted(role, password);
    }
}
