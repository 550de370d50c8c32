-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The talk between a person and one office: who waits, since when, about which notice. What was said is messaging's.

create table conversation (
    id               uuid primary key,
    municipality_id  uuid not null default current_municipality() references municipality,
    citizen_id       uuid not null,
    office_code      text not null,                 -- of the profile
    state            text not null check (state in ('OPEN', 'CLOSED')),
    opened_at        timestamptz not null default now(),
    last_inbound_at  timestamptz not null,          -- starts WhatsApp's 24 hours
    waiting_since    timestamptz,                   -- first message without an answer; null: nobody waits
    operator_id      uuid,                          -- who answered last
    bulk_id          uuid,                          -- the notice to many that was answered
    unique (municipality_id, citizen_id, office_code),
    unique (municipality_id, id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id),
    foreign key (municipality_id, bulk_id) references bulk (municipality_id, id)
);
create index conversation_newest on conversation (municipality_id, last_inbound_at desc, id desc);
create index conversation_waiting on conversation (municipality_id, waiting_since) where waiting_since is not null;
call keep_apart('conversation');
