-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The citizens' pages: notices by their words, who is registered, codes that prove a number.

/* A notice's words as Italian searches for them, and as they stand (names of streets). */
alter table notice
    add column search tsvector generated always as (
        setweight(to_tsvector('italian', title), 'A') || setweight(to_tsvector('simple', title), 'A')
        || setweight(to_tsvector('italian', text || ' ' || place || ' ' || what_to_do || ' ' || detour), 'B')
        || setweight(to_tsvector('simple', text || ' ' || place), 'B')) stored;
create index notice_words on notice using gin (search);

/* Who may be answered where the profile wants registration first. */
create table registration (
    municipality_id uuid not null default current_municipality(),        -- the citizen's
    citizen_id      uuid not null,
    proof           text not null check (proof in ('CODE', 'MESSAGE', 'OPERATOR')),  -- a code, having written first, or an operator's word
    policy_number   integer not null,               -- what was accepted
    registered_at   timestamptz not null,
    primary key (municipality_id, citizen_id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id),
    foreign key (municipality_id, policy_number) references policy_version (municipality_id, number)
);
call keep_apart('registration');

/* A code on its way to a number, to be typed on the page. */
create table registration_code (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality(),        -- the citizen's
    citizen_id      uuid not null,
    code_lookup     bytea not null,                 -- keyed hash of the code
    policy_number   integer not null,
    tries           integer not null default 0,
    asked_at        timestamptz not null,
    used_at         timestamptz,
    unique (municipality_id, id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id),
    foreign key (municipality_id, policy_number) references policy_version (municipality_id, number)
);
create index registration_code_asked on registration_code (municipality_id, asked_at);
call keep_apart('registration_code');

/* «Da registrare»: who wrote without being registered. */
create table unregistered_writer (
    municipality_id uuid not null default current_municipality(),        -- the citizen's
    citizen_id      uuid not null,
    wrote_at        timestamptz not null,           -- the last time
    invited_at      timestamptz,                    -- null: the profile sends no invitation
    primary key (municipality_id, citizen_id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id)
);
call keep_apart('unregistered_writer');
