-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who changed which of the things that clerks edit on screen, from what into what.

create table edition (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    kind            text not null check (kind in ('CLOSURE', 'TIMETABLE', 'TOPIC', 'TEXT', 'KEYWORDS')),
    key             text not null,
    fields_before   jsonb,                          -- null: it was new
    fields_after    jsonb,                          -- null: it was removed
    operator_id     uuid,
    edited_at       timestamptz not null,
    unique (municipality_id, id),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
create index edition_of_piece on edition (municipality_id, kind, key, edited_at);
call keep_apart('edition');
