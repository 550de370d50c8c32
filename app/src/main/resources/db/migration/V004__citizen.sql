-- SPDX-License-Identifier: AGPL-3.0-or-later
-- People by the identities that channels give them. The number is sealed; it is found by a keyed hash.

create table citizen (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    phone_lookup    bytea,                       -- HMAC(look-up key, municipality ‖ E.164)
    phone_sealed    bytea,                       -- E.164, authenticated encryption
    user_id         text,                        -- WhatsApp's business-scoped id, since 2026
    profile_name    text,                        -- what the person calls herself on the channel
    merged_into     uuid,                        -- the same person, known under another row
    created_at      timestamptz not null default now(),
    unique (municipality_id, id),
    unique (municipality_id, phone_lookup),
    unique (municipality_id, user_id),
    foreign key (municipality_id, merged_into) references citizen (municipality_id, id),
    check ((phone_lookup is null) = (phone_sealed is null))
);
call keep_apart('citizen');
