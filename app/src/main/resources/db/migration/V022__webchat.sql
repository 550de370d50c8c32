-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The chat on the town's own site: who holds which talk, and its lines as the person sees them.

create table webchat_session (
    id                  uuid primary key,
    municipality_id     uuid not null default current_municipality() references municipality,
    citizen_id          uuid not null,
    first_citizen_id    uuid,                       -- before two persons turned out to be one
    code                text not null,              -- CA-3F7H-52: names it, opens nothing
    started_at          timestamptz not null,
    lines               integer not null default 0, -- the number of the newest line
    office_read         integer not null default 0, -- up to this line an operator has seen it
    citizen_read        integer not null default 0,
    office_writes_until timestamptz,                -- by the database's clock, as the next
    citizen_writes_until timestamptz,
    answered_at         timestamptz,                -- when an operator wrote last, and who
    answered_by         text,
    move_lookup         bytea,                      -- SHA-256 of the code by which it goes on on a telephone
    move_until          timestamptz,                -- by the database's clock
    ended_at            timestamptz,
    rating              smallint check (rating between 1 and 5),
    rating_words        text check (length(rating_words) <= 1000),
    unique (municipality_id, id),
    unique (municipality_id, code),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id)
);
create index webchat_session_of on webchat_session (citizen_id, started_at);
call keep_apart('webchat_session');

/* What a browser shows to be let in: SHA-256 of 32 random bytes. A talk that went on to the telephone has two. */
create table webchat_key (
    municipality_id uuid not null default current_municipality() references municipality,
    lookup          bytea not null,
    session_id      uuid not null,
    made_at         timestamptz not null default now(),
    primary key (municipality_id, lookup),
    foreign key (municipality_id, session_id) references webchat_session (municipality_id, id) on delete cascade
);
create index webchat_key_of on webchat_key (session_id);
call keep_apart('webchat_key');

/* Numbered without a gap in the order of their commits: who has seen line 7 asks for what comes after 7. */
create table webchat_line (
    municipality_id uuid not null default current_municipality() references municipality,
    session_id      uuid not null,
    number          integer not null,
    message_id      uuid not null,              -- messaging's, of either direction
    client_id       text,                       -- the browser's own, by which repeats are known; null: the town hall wrote it
    author          text,                       -- operator; null: the person, or the program by itself
    body            text not null,
    file_id         uuid,
    at              timestamptz not null,
    primary key (session_id, number),
    unique (session_id, message_id),
    unique (session_id, client_id),
    foreign key (municipality_id, session_id) references webchat_session (municipality_id, id) on delete cascade
);
call keep_apart('webchat_line');
