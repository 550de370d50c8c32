-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Answers to POST calls that carried an Idempotency-Key, given again for 24 hours. Written in the transaction of the work.

create table idempotency_key (
    caller        text not null,
    key           text not null,
    path          text not null,
    body_hash     bytea not null,                     -- SHA-256
    status        integer not null,
    content_type  text,
    location      text,
    body          bytea not null,
    made_at       timestamptz not null default now(),
    primary key (caller, key)
);
create index on idempotency_key (made_at);
call keep_open('idempotency_key', 'one key of the installation speaks for many municipalities');
