-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who works here: operators, their sessions, the keys of programs, and the log of what they did.

create table operator (
    id               uuid primary key,
    municipality_id  uuid not null references municipality,
    email            text not null unique check (email = lower(email)),
    name             text not null,
    password_hash    text not null,                   -- Argon2id
    roles            text[] not null check (roles <@ array['AGENT', 'SUPERVISOR', 'EDITOR', 'APPROVER', 'ADMIN', 'DPO']),
    demo             boolean not null default false,  -- may enter from the loopback address only
    created_at       timestamptz not null default now(),
    disabled_at      timestamptz,
    unique (municipality_id, id)
);
call keep_open('operator', 'found by e-mail at login, which comes before the municipality is known');

/* Logins in vain, by account and by address, both under a blind look-up. */
create table login_attempt (
    subject     bytea primary key,
    failures    integer not null,
    last_at     timestamptz not null,
    not_before  timestamptz not null
);
call keep_open('login_attempt', 'counts attempts before anybody is known');

/* Spring Session's own two tables (version 4.1), so that a session outlives a restart and is good on every node. */
create table spring_session (
    primary_id             char(36) primary key,
    session_id             char(36) not null unique,
    creation_time          bigint not null,
    last_access_time       bigint not null,
    max_inactive_interval  integer not null,
    expiry_time            bigint not null,
    principal_name         varchar(100)
);
create index on spring_session (expiry_time);
create index on spring_session (principal_name);
call keep_open('spring_session', 'says who asks, and so for which municipality');

create table spring_session_attributes (
    session_primary_id  char(36) not null references spring_session on delete cascade,
    attribute_name      varchar(200) not null,
    attribute_bytes     bytea not null,
    primary key (session_primary_id, attribute_name)
);
call keep_open('spring_session_attributes', 'says who asks, and so for which municipality');

create table api_key (
    id               uuid primary key,
    municipality_id  uuid not null references municipality,
    public_part      text not null unique,
    secret_hash      bytea not null,                  -- SHA-256 of 32 random bytes; the secret is shown once
    label            text not null,
    role             text not null check (role in ('AGENT', 'SUPERVISOR', 'EDITOR', 'APPROVER', 'ADMIN', 'DPO')),
    created_at       timestamptz not null default now(),
    revoked_at       timestamptz
);
call keep_open('api_key', 'says who calls, and so for which municipality');

create table audit (
    id               uuid primary key,
    municipality_id  uuid not null default current_municipality() references municipality,
    at               timestamptz not null default now(),
    operator_id      uuid,
    api_key          text,                            -- public part, if a program did it
    action           text not null,
    facts            jsonb not null,
    unique (municipality_id, id),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
create index on audit (municipality_id, at);
call keep_apart('audit');
