-- SPDX-License-Identifier: AGPL-3.0-or-later
-- One queue, one sender, one list of states, whoever wrote the message (docs/journeys/broadcast.md).

/* A sender account. One node at a time holds it, by an advisory lock; the epoch tells an old holder from the present one. */
create table sender_lane (
    id                uuid primary key,
    municipality_id   uuid not null references municipality,
    channel           text not null,
    account           text not null,
    epoch             bigint not null default 0,
    node              text,                      -- application_name of the holder's sessions
    confirmed_at      timestamptz,               -- the holder's last sign of life
    held_until        timestamptz,               -- nothing leaves before: token, payment, block, throttle
    held_code         text,
    held_reason       text,
    allowed_automatic text[],                    -- null: all; on a channel of people only, what the profile allows
    unique (channel, account),
    unique (municipality_id, id)
);
call keep_open('sender_lane', 'each node looks for lanes of all municipalities');

/* A sending to many. Content once, here; a row of outgoing_message for each person. */
create table bulk (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    lane_id         uuid not null,
    priority        smallint not null,
    stage           text not null check (stage in ('RUNNING', 'PAUSED', 'CANCELLED', 'FINISHED')),
    day             date not null,               -- names the partition of its messages
    free_text       jsonb,
    template        jsonb not null,
    operator_id     uuid,
    automatic_kind  text,
    recipients      bigint not null,
    filled          boolean not null default false,
    pause_reason    text,
    started_at      timestamptz not null,
    finished_at     timestamptz,
    unique (municipality_id, id),
    foreign key (municipality_id, lane_id) references sender_lane (municipality_id, id)
);
create index bulk_of_lane on bulk (lane_id, priority, started_at) where stage in ('RUNNING', 'CANCELLED') and finished_at is null;
call keep_apart('bulk');

/* Running counts, a row for each writer, so that writers do not wait for each other. The sum over writers is the truth. */
create table bulk_count (
    municipality_id uuid not null default current_municipality() references municipality,
    bulk_id         uuid not null,
    writer          text not null,
    queued          bigint not null default 0,
    in_flight       bigint not null default 0,
    uncertain       bigint not null default 0,
    accepted        bigint not null default 0,
    sent            bigint not null default 0,
    delivered       bigint not null default 0,
    read            bigint not null default 0,
    failed          bigint not null default 0,
    has_left        bigint not null default 0,
    excluded        bigint not null default 0,
    primary key (bulk_id, writer),
    foreign key (municipality_id, bulk_id) references bulk (municipality_id, id)
) with (fillfactor = 50);
call keep_apart('bulk_count');

create table bulk_failure (
    municipality_id uuid not null default current_municipality() references municipality,
    bulk_id         uuid not null,
    writer          text not null,
    code            text not null,
    reason          text not null,
    count           bigint not null default 0,
    primary key (bulk_id, writer, code),
    foreign key (municipality_id, bulk_id) references bulk (municipality_id, id)
);
call keep_apart('bulk_failure');

/* One message to one person. QUEUED covers all of its life in send_queue. */
create table outgoing_message (
    id                uuid not null,
    day               date not null,
    municipality_id   uuid not null default current_municipality() references municipality,
    lane_id           uuid not null,
    citizen_id        uuid not null,
    bulk_id           uuid,
    content           jsonb,                     -- null: the bulk's
    otherwise         jsonb,                     -- the template, for when the 24 hours are over
    operator_id       uuid,
    automatic_kind    text,
    allowed_automatic text[],                    -- copied from the lane by a trigger: nobody can forge it
    state             text not null default 'QUEUED' check (state in
                      ('QUEUED', 'ACCEPTED', 'SENT', 'DELIVERED', 'READ', 'FAILED', 'LEFT', 'EXCLUDED')),
    external_id       text,
    attempted_at      timestamptz,
    sent_at           timestamptz,
    delivered_at      timestamptz,
    read_at           timestamptz,
    failed_at         timestamptz,
    failed_code       text,
    failed_reason     text,
    created_at        timestamptz not null default now(),
    primary key (id, day),
    unique (bulk_id, citizen_id, day),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id),
    constraint people_only check (operator_id is not null or bulk_id is not null and automatic_kind is null
                                  or allowed_automatic is null or coalesce(automatic_kind = any (allowed_automatic), false))
) partition by range (day);
create index outgoing_message_external on outgoing_message (external_id) where external_id is not null;
create index outgoing_message_attempted on outgoing_message (lane_id, attempted_at) where attempted_at is not null;
create index outgoing_message_of_citizen on outgoing_message (citizen_id, created_at) where bulk_id is null;
call keep_apart('outgoing_message');

create function take_over_what_the_lane_allows() returns trigger
    language plpgsql as $$
begin
    new.allowed_automatic := (select allowed_automatic from sender_lane where id = new.lane_id);
    return new;
end $$;
create trigger people_only before insert or update of automatic_kind, operator_id, lane_id, allowed_automatic on outgoing_message
    for each row when (new.operator_id is null)
    execute function take_over_what_the_lane_allows();

/* A bulk without an operator must be of an allowed kind too: checked once, where its content is. */
create function refuse_forbidden_bulk() returns trigger
    language plpgsql as $$
declare
    allowed text[] := (select allowed_automatic from sender_lane where id = new.lane_id);
begin
    if new.operator_id is null and allowed is not null and not coalesce(new.automatic_kind = any (allowed), false) then
        raise exception 'On this channel every message has an operator, or a kind that the profile allows: not %', new.automatic_kind
            using errcode = 'check_violation', constraint = 'people_only';
    end if;
    return new;
end $$;
create trigger people_only before insert or update on bulk for each row execute function refuse_forbidden_bulk();

/* Makes the monthly partitions up to three months ahead; runs as the owner, for the application's role owns no table. */
create function make_message_partitions(today date) returns void
    language plpgsql security definer set search_path = public as $$
declare
    month date;
begin
    for i in -1..3 loop
        month := date_trunc('month', today)::date + make_interval(months => i);
        execute format('create table if not exists %I partition of outgoing_message for values from (%L) to (%L) with (fillfactor = 70)',
            'outgoing_message_' || to_char(month, 'YYYYMM'), month, (month + interval '1 month')::date);
    end loop;
end $$;
grant execute on function make_message_partitions to ${appRole};
select make_message_partitions(current_date);

/* What is still to be sent or settled: narrow, and a row vanishes when its message is settled. */
create table send_queue (
    message_id      uuid primary key,
    day             date not null,
    municipality_id uuid not null default current_municipality() references municipality,
    lane_id         uuid not null,
    bulk_id         uuid,
    citizen_id      uuid not null,
    priority        smallint not null,
    state           text not null default 'QUEUED' check (state in ('QUEUED', 'IN_FLIGHT', 'UNCERTAIN')),
    ready_at        timestamptz not null default now(),
    template_only   boolean not null default false,
    attempts        smallint not null default 0,
    epoch           bigint,                      -- of the claim
    claimed_at      timestamptz
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
create index send_queue_next on send_queue (lane_id, bulk_id, priority, message_id);
create index send_queue_unsettled on send_queue (lane_id) where state <> 'QUEUED';
call keep_apart('send_queue');

/* Reports that name a message we do not know (yet): its own answer may still be on the way. */
create table parked_report (
    municipality_id uuid not null default current_municipality() references municipality,
    lane_id         uuid not null,
    external_id     text not null,
    status          text not null,
    at              timestamptz not null,
    code            text,
    reason          text,
    arrived_at      timestamptz not null default now(),
    primary key (municipality_id, external_id, status)
);
call keep_apart('parked_report');

/* When a person last wrote to a lane: starts WhatsApp's 24 hours. */
create table service_window (
    municipality_id uuid not null default current_municipality() references municipality,
    lane_id         uuid not null,
    citizen_id      uuid not null,
    last_inbound_at timestamptz not null,
    primary key (lane_id, citizen_id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id)
);
call keep_apart('service_window');

create table inbound_message (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    lane_id         uuid not null,
    citizen_id      uuid not null,
    external_id     text not null,
    content         jsonb not null,
    written_at      timestamptz not null,
    received_at     timestamptz not null,
    quoted          text,                        -- external id of the message it answers
    taken_by        text,                        -- which receiver took it
    unique (municipality_id, lane_id, external_id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id)
);
create index inbound_message_of_citizen on inbound_message (citizen_id, written_at);
create index inbound_message_recent on inbound_message (municipality_id, received_at);
call keep_apart('inbound_message');

/* What somebody should know about a lane, now: no reports coming, account stopped. */
create table lane_alarm (
    municipality_id uuid not null default current_municipality() references municipality,
    lane_id         uuid not null,
    code            text not null,
    words           text not null,
    since           timestamptz not null,
    primary key (lane_id, code)
);
call keep_apart('lane_alarm');
