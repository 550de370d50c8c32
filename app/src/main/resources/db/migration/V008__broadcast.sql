-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Notices to many: what they say, who signed them, how far their people are handed over (docs/journeys/broadcast.md).

create table notice (
    id               uuid primary key,
    municipality_id  uuid not null default current_municipality() references municipality,
    title            text not null,
    text             text not null,
    topic            text not null,
    level            text check (level in ('GREEN', 'YELLOW', 'ORANGE', 'RED')),
    districts        text[] not null,
    channels         text[] not null,
    text_hash        text not null,              -- of all that is read and of who reads it: what the signature covers
    state            text not null check (state in ('DRAFT', 'SCHEDULED', 'SENDING', 'SENT', 'CANCELLED')),
    author_id        uuid,                       -- null: a program, by its key
    due_at           timestamptz,                -- when it leaves by itself
    refusal          text,                       -- in Italian, why it did not leave
    created_at       timestamptz not null default now(),
    changed_at       timestamptz not null default now(),
    unique (municipality_id, id),
    foreign key (municipality_id, author_id) references operator (municipality_id, id),
    check (state <> 'SCHEDULED' or due_at is not null)
);
create index notice_newest on notice (municipality_id, created_at desc);
call keep_apart('notice');

/* The sending of a notice: its id is also that of messaging's bulk. It is there, WAITING, as soon as the notice is. */
create table broadcast (
    id               uuid primary key,
    municipality_id  uuid not null default current_municipality() references municipality,
    notice_id        uuid not null,
    state            text not null default 'WAITING' check (state in ('WAITING', 'FILLING', 'FILLED', 'STOPPED')),
    approved_at      timestamptz,                -- also: the audience is the one of this moment
    approved_by      uuid,                       -- null: a program, by its key
    approved_hash    text,
    recipients       bigint not null default 0,  -- counted at the approval
    fan_cursor       uuid,                       -- last person handed to the sending engine
    pages            integer not null default 0,
    added            bigint not null default 0,
    has_left         bigint not null default 0,
    unique (municipality_id, id),
    unique (municipality_id, notice_id),
    foreign key (municipality_id, notice_id) references notice (municipality_id, id),
    foreign key (municipality_id, approved_by) references operator (municipality_id, id),
    check (state = 'WAITING' or approved_at is not null and approved_hash is not null)
);
call keep_apart('broadcast');

/* What happened, for people: a line each. */
create table broadcast_event (
    id               uuid primary key,
    municipality_id  uuid not null default current_municipality() references municipality,
    broadcast_id     uuid not null,
    kind             text not null check (kind in ('WRITTEN', 'SCHEDULED', 'UNSCHEDULED', 'REFUSED', 'APPROVED', 'FIRST_LEFT', 'FIRST_DELIVERED',
                     'FIRST_READ', 'PAUSED', 'HELD', 'RESUMED', 'CANCELLED', 'FINISHED')),
    at               timestamptz not null default now(),
    operator_id      uuid,
    words            text,
    foreign key (municipality_id, broadcast_id) references broadcast (municipality_id, id),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
create index on broadcast_event (broadcast_id, at);
create unique index broadcast_event_once on broadcast_event (broadcast_id, kind)
    where kind in ('FIRST_LEFT', 'FIRST_DELIVERED', 'FIRST_READ', 'FINISHED');
call keep_apart('broadcast_event');

/* What some node has to look at every second, from due_at on: to start, to hand over, to watch until it is over. */
create table broadcast_due (
    broadcast_id     uuid primary key,
    municipality_id  uuid not null references municipality,
    due_at           timestamptz not null
);
call keep_open('broadcast_due', 'each node looks for broadcasts of all municipalities');
