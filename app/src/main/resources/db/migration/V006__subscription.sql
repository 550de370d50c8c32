-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who wants to hear what, and the evidence of it.

/* A privacy notice as it was published. Consents name the version they were given to: none ever changes. */
create table policy_version (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    number          integer not null check (number > 0),
    body            text not null,
    sha256          text not null,                  -- of the body in UTF-8, hexadecimal
    operator_id     uuid,                           -- who published it; null: the profile's first
    published_at    timestamptz not null,
    unique (municipality_id, number),
    unique (municipality_id, id)
);
call keep_apart('policy_version');

create function refuse_to_change_evidence() returns trigger
    language plpgsql as $$
begin
    raise exception 'Rows of % are evidence: they are added, never changed', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger immutable before update or delete on policy_version for each row execute function refuse_to_change_evidence();

/* One row for a person, in its present state. The key's order is the order in which audiences are read. */
create table subscription (
    municipality_id uuid not null default current_municipality(),        -- the citizen's
    citizen_id      uuid not null,
    state           text not null check (state in ('ACTIVE', 'LEFT')),
    decided_at      timestamptz,                    -- when the citizen wrote what decided; null: never wrote, was imported
    subscribed_at   timestamptz,                    -- null: left without ever having been in
    left_at         timestamptz,
    topics          text[],                         -- null: all, those to come included
    primary key (municipality_id, citizen_id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id),
    check (state = 'LEFT' and left_at is not null or state = 'ACTIVE' and subscribed_at is not null)
);
create index subscription_newest on subscription (municipality_id, subscribed_at desc) where state = 'ACTIVE';
call keep_apart('subscription');

/* What was received, from whom, when, under which policy: each expression of will, also one that came too late to count. */
create table consent (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality(),        -- the citizen's
    citizen_id      uuid not null,
    kind            text not null check (kind in ('JOIN', 'LEAVE')),
    basis           text not null check (basis in ('CONDUCT', 'EVIDENCE')), -- by what was written; by a document of the town
    effective       boolean not null,               -- false: something written later had decided already
    channel         text,                           -- null: none, it was brought in by the town
    text            text not null,                  -- what the citizen wrote, or the town's evidence
    external_id     text,                           -- the provider's id of it
    confirmation    text,                           -- the answer to «did you mean», by a button or in words
    confirmation_id text,
    written_at      timestamptz,                    -- by the provider's clock
    received_at     timestamptz not null,
    policy_number   integer not null,
    operator_id     uuid,
    unique (municipality_id, id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id),
    foreign key (municipality_id, policy_number) references policy_version (municipality_id, number)
);
create index consent_of_citizen on consent (municipality_id, citizen_id, received_at);
call keep_apart('consent');

/* «Did you mean …?», asked once, answered by its button or by the words right after. */
create table question (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    citizen_id      uuid not null,
    kind            text not null check (kind in ('JOIN', 'LEAVE')),
    text            text not null,                  -- what prompted it
    external_id     text not null,
    written_at      timestamptz not null,
    asked_at        timestamptz not null,
    awaits_words    boolean not null default true,  -- nothing else was written since
    answered_at     timestamptz,
    unique (municipality_id, id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id)
);
create index question_of_citizen on question (municipality_id, citizen_id, asked_at);
call keep_apart('question');
