-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The town's register: what was done, entry by entry, each with the hash of the one before.

create table register_entry (
    municipality_id  uuid not null default current_municipality() references municipality,
    number           bigint not null,            -- 1, 2, 3 … without a gap
    subject_id       uuid not null,              -- what it is about: a notice
    kind             text not null,
    content          text not null,              -- JSON, keys sorted, no blanks: these bytes are hashed
    previous         text not null,              -- hash of the entry before; of the first: 64 zeros
    hash             text not null,              -- of number, previous and content's hash, a line each
    primary key (municipality_id, number)
);
create index register_entry_of_subject on register_entry (municipality_id, subject_id, number);
call keep_apart('register_entry');
revoke update, delete on register_entry from ${appRole};

/* The database links the chain, whoever writes: one writer of a town at a time, until its transaction ends. */
create function link_register_entry() returns trigger
    language plpgsql as $$
declare
    last record;
begin
    perform pg_advisory_xact_lock(1180979206, hashtext(new.municipality_id::text));
    select number, hash into last from register_entry where municipality_id = new.municipality_id order by number desc limit 1;
    new.number := coalesce(last.number, 0) + 1;
    new.previous := coalesce(last.hash, repeat('0', 64));
    new.hash := encode(sha256(convert_to(concat_ws(E'\n', new.number, new.previous, encode(sha256(convert_to(new.content, 'UTF8')), 'hex')), 'UTF8')), 'hex');
    return new;
end $$;
create trigger linked before insert on register_entry for each row execute function link_register_entry();

create function refuse_to_change_register() returns trigger
    language plpgsql as $$
begin
    raise exception 'The register is added to, never changed' using errcode = 'restrict_violation';
end $$;
create trigger immutable before update or delete on register_entry for each row execute function refuse_to_change_register();
