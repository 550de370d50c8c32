-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Files between us and WhatsApp: what is still to be fetched, what was given to Meta.

/* A file that WhatsApp holds for us, until it is here or 7 days are over. The row goes with either. */
create table media_download (
    file_id          uuid primary key,
    municipality_id  uuid not null references municipality,
    phone_number_id  text not null,
    media_id         text not null,                 -- Meta's
    sha256           text,                          -- as announced, base64 or hexadecimal
    byte_limit       bigint not null,
    written_at       timestamptz not null,
    attempts         integer not null default 0,
    next_at          timestamptz not null default clock_timestamp(),   -- also the end of the lease of who works on it
    foreign key (municipality_id, file_id) references stored_file (municipality_id, id) on delete cascade
);
create index media_download_next on media_download (next_at);
call keep_open('media_download', 'the downloads of all municipalities are one queue');

/* What we gave Meta, by number: sent again by its id until Meta forgets it. */
create table media_upload (
    file_id          uuid not null,
    municipality_id  uuid not null default current_municipality() references municipality,
    phone_number_id  text not null,
    media_id         text not null,                 -- Meta's
    uploaded_at      timestamptz not null,
    primary key (file_id, phone_number_id),
    foreign key (municipality_id, file_id) references stored_file (municipality_id, id) on delete cascade
);
call keep_apart('media_upload');
