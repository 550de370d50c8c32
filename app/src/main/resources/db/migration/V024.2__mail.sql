-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The channel «e-mail»: who writes from where, the thread an answer belongs to, how far a mailbox was read.

create table mail_person (
    municipality_id  uuid not null default current_municipality() references municipality,
    address_lookup   bytea not null,             -- HMAC(look-up key, municipality ‖ address)
    address_sealed   bytea not null,             -- authenticated encryption
    citizen_id       uuid not null,
    first_citizen_id uuid,                       -- before two persons turned out to be one
    wrote_at         timestamptz not null,       -- last
    message_key      text not null,              -- Message-ID of the last mail: what an answer answers
    message_refs     text not null default '',
    subject          text not null default '',
    primary key (municipality_id, address_lookup),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id)
);
create index mail_person_of on mail_person (citizen_id, wrote_at desc);
call keep_apart('mail_person');

create table mailbox (
    municipality_id uuid not null default current_municipality() references municipality,
    address         text not null,
    validity        bigint not null,             -- IMAP's UIDVALIDITY: another one means that the numbers begin anew
    last_uid        bigint not null,
    primary key (municipality_id, address)
);
call keep_apart('mailbox');
