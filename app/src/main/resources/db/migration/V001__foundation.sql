-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What every table stands on: the municipality, and the guard that keeps municipalities apart (docs/adr/0002).

/* The municipality of the running transaction. Absent, it raises: closed, never "all rows" and never "no rows". */
create function current_municipality() returns uuid
    language plpgsql stable parallel safe as $$
declare
    scope text := current_setting('app.municipality', true);
begin
    if scope is null or scope = '' then
        raise exception 'No municipality is set for this transaction: wrap the call in CurrentMunicipality.inTown(…)'
            using errcode = 'insufficient_privilege';
    end if;
    return scope::uuid;
end $$;

/* Tables that are needed before a municipality is known, each with its reason. A test compares the list with pg_class. */
create table open_table (
    name text primary key,
    why  text not null
);

/* Gives the application's role its rights on a table that no row policy guards. */
create procedure keep_open(name text, why text)
    language plpgsql as $$
begin
    insert into open_table values (name, why);
    execute format('grant select, insert, update, delete on %I to ${appRole}', name);
end $$;

/* Puts a table under the row policy: a transaction sees and writes its own municipality's rows, and no others. */
create procedure keep_apart(name text)
    language plpgsql as $$
begin
    execute format('alter table %I enable row level security', name);
    execute format('create policy own_municipality on %I using (municipality_id = (select current_municipality()))', name);
    execute format('grant select, insert, update, delete on %I to ${appRole}', name);
end $$;

create table municipality (
    id    uuid primary key,
    slug  text not null unique,
    name  text not null,
    first_started_at timestamptz
);

call keep_open('open_table', 'the list itself');
call keep_open('municipality', 'found by its slug, which comes with the request');

/* One row: by which keyset personal data is sealed. Another keyset cannot open it, and is refused at start. */
create table keyset_mark (
    only_one    boolean primary key default true check (only_one),
    fingerprint bytea not null,
    sample      bytea not null              -- sealed with the keyset; it must open
);

call keep_open('keyset_mark', 'checked before anything else is read');
