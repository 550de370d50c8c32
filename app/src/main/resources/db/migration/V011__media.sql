-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Files that people send and that the town hall sends. Their bytes lie in a store apart, sealed with a key of each one's own:
-- once the row is gone, no copy of the store can be read any more (docs/adr/0007).

create table stored_file (
    id               uuid primary key,
    municipality_id  uuid not null default current_municipality() references municipality,
    origin           text not null check (origin in ('CITIZEN', 'TOWN')),
    state            text not null check (state in ('ARRIVING', 'HERE', 'REFUSED', 'EXPIRED')),
    name             text not null,                 -- harmless, for people to read
    type             text,                          -- by content; image/jpeg
    size             bigint,
    sha256           bytea,
    sealed_key       bytea,                         -- null: there are no bytes
    shown_type       text,                          -- of the copies without position and other metadata
    shown_size       bigint,
    small_size       bigint,
    reason           text,                          -- why it was refused, in Italian
    made_at          timestamptz not null,
    settled_at       timestamptz,
    unique (municipality_id, id),
    check (state <> 'HERE' or (type is not null and size is not null and sealed_key is not null))
);
create index stored_file_unsettled on stored_file (municipality_id, made_at) where state = 'ARRIVING';
call keep_apart('stored_file');
