-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Two persons who turned out to be one, so that an operator can take it back.

create table citizen_merge (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    from_id         uuid not null,               -- leads on to the other since
    into_id         uuid not null,
    cause           text not null check (cause in ('SEEN_TOGETHER', 'NUMBER_CHANGED', 'OPERATOR')),
    user_id         text,                        -- what the first gave up
    phone_lookup    bytea,
    phone_sealed    bytea,
    operator_id     uuid,                        -- who said so; null: WhatsApp did
    merged_at       timestamptz not null,
    undone_at       timestamptz,                 -- then the two are never made one by themselves again
    undone_by       uuid,
    unique (municipality_id, id),
    foreign key (municipality_id, from_id) references citizen (municipality_id, id),
    foreign key (municipality_id, into_id) references citizen (municipality_id, id)
);
create index citizen_merge_into on citizen_merge (into_id) where undone_at is null;
create index citizen_merge_undone on citizen_merge (from_id, into_id) where undone_at is not null;
call keep_apart('citizen_merge');
