-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What citizens send that is no message to answer: remarks about earlier ones, calls, kinds that a town does not accept.

alter table inbound_message
    add column about   text,                             -- external id of the message it is a remark about
    add column refused boolean not null default false;   -- of a kind that the town does not accept
create index inbound_message_about on inbound_message (citizen_id, about) where about is not null;

/* When a person last got an automatic answer that goes once in 24 hours. */
create table automatic_answer (
    municipality_id uuid not null default current_municipality() references municipality,
    citizen_id      uuid not null,
    kind            text not null check (kind in ('CALL', 'REFUSAL', 'COURTESY')),
    answered_at     timestamptz not null,
    primary key (municipality_id, citizen_id, kind),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id)
);
call keep_apart('automatic_answer');

/* Calls and refused messages, counted by the town's day: the messages go with time, the numbers stay. */
create table unserved_count (
    municipality_id uuid not null default current_municipality() references municipality,
    lane_id         uuid not null,
    day             date not null,
    kind            text not null check (kind in ('CALL', 'REFUSED')),
    count           bigint not null,
    primary key (municipality_id, lane_id, day, kind),
    foreign key (municipality_id, lane_id) references sender_lane (municipality_id, id)
);
call keep_apart('unserved_count');
