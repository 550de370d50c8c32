-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What two persons had decided before they became one.

alter table consent add column first_citizen_id uuid;

create table merged_subscription (
    municipality_id uuid not null default current_municipality(),        -- the citizen's
    from_id         uuid not null,               -- of the merge
    into_id         uuid not null,
    citizen_id      uuid not null,               -- which of the two it was
    state           text not null check (state in ('ACTIVE', 'LEFT')),
    decided_at      timestamptz,
    subscribed_at   timestamptz,
    left_at         timestamptz,
    topics          text[],
    primary key (municipality_id, from_id, into_id, citizen_id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id)
);
call keep_apart('merged_subscription');
