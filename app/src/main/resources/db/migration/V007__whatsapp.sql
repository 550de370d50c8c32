-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The WhatsApp channel: what Meta posted to us, our numbers, our templates (docs/journeys/inbound-message.md).

/* A body that Meta posted, sealed, as it came. It is kept some days after handling, for replay and for questions. */
create table webhook_call (
    id           uuid primary key,
    received_at  timestamptz not null,
    urgent       boolean not null,               -- tells of messages: goes before delivery reports
    speaks_for   text,                           -- ids its signature may speak for, parted by blanks; null: all
    sealed       bytea not null,
    owner        text,                           -- the node that works on it, until the lease ends
    lease_until  timestamptz,
    attempts     smallint not null default 0,
    handled_at   timestamptz
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
alter table webhook_call alter column sealed set storage external;     -- sealed bytes do not compress
create index webhook_call_waiting on webhook_call (urgent, id) where handled_at is null;
create index webhook_call_handled on webhook_call (handled_at) where handled_at is not null;
call keep_open('webhook_call', 'stored before anything of it is read; its elements may be of several municipalities');

/* One element of a body that could not be handled, as a body of its own, so that it can be replayed. */
create table set_aside_element (
    id           uuid primary key,
    call_id      uuid not null,                  -- of webhook_call, which may be gone
    place        text not null,                  -- where in the body: 0.1.messages.3
    field        text not null,
    error        text not null,                  -- English, without personal data
    speaks_for   text,
    sealed       bytea not null,
    set_aside_at timestamptz not null default now(),
    replayed_at  timestamptz,
    unique (call_id, place)
);
create index set_aside_element_waiting on set_aside_element (set_aside_at) where replayed_at is null;
call keep_open('set_aside_element', 'may be of a number that belongs to no municipality');

/* What Meta says of each of our numbers. */
create table whatsapp_number (
    phone_number_id  text primary key,
    municipality_id  uuid not null references municipality,
    throughput       text,                       -- STANDARD, HIGH, as Meta says
    coexistence      boolean not null default false,
    quality          text,
    daily_limit      text,                       -- TIER_250 …
    number_status    text,
    calling          text,
    subscribed       boolean not null default false,
    set_up_at        timestamptz,                -- when set-up last ran
    asked_at         timestamptz,                -- when Meta was last asked, in vain or not
    read_at          timestamptz,                -- when Meta last answered
    calm_until       timestamptz,                -- Meta said we ask too often: not before
    troubles         jsonb not null default '{}' -- by check: why its last step failed, in Italian
);
call keep_open('whatsapp_number', 'its rate is read by the sender of any municipality');

/* The product's templates at Meta, by account: name and language are unique there. */
create table whatsapp_template (
    business_account_id text not null,
    name                text not null,
    language            text not null,
    municipality_id     uuid not null references municipality,
    template_id         text,
    category            text not null,
    status              text not null,           -- Meta's word, or MISSING
    reason              text,                    -- Meta's, if rejected, paused or disabled
    changed_at          timestamptz not null default now(),
    primary key (business_account_id, name, language)
);
call keep_open('whatsapp_template', 'template events name the account alone, and come before a municipality is known');
