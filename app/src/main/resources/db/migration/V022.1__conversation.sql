-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Call-backs: somebody left a message and how to be reached, and an operator calls. What was tried is in the talk's story.

create table callback (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    conversation_id uuid not null,
    citizen_id      uuid not null,
    code            text not null,              -- by which the person sees how it stands; nothing of her is shown there
    name_sealed     bytea not null,
    phone_sealed    bytea,                      -- E.164
    email_sealed    bytea,
    asked_at        timestamptz not null,
    due_at          timestamptz not null,       -- the office's time after the next opening
    state           text not null default 'OPEN' check (state in ('OPEN', 'DONE', 'EMAILED')),
    tries           integer not null default 0, -- in vain
    tried_at        timestamptz,
    settled_at      timestamptz,
    unique (municipality_id, code),
    foreign key (municipality_id, conversation_id) references conversation (municipality_id, id) on delete cascade,
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id),
    check (phone_sealed is not null or email_sealed is not null)
);
create index callback_of on callback (conversation_id, asked_at);
call keep_apart('callback');
