-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who gets what by rule, and what each evening left unanswered.

/* How talks come to an office and to whom: by words that people write, in turn among its members. */
create table office_rule (
    municipality_id  uuid not null default current_municipality() references municipality,
    office_code      text not null,
    words            text not null default '' check (length(words) <= 500),   -- parted by commas: who writes one of them writes to this office
    in_turn          boolean not null default false,
    last_operator_id uuid,                                                    -- whose turn it was last
    primary key (municipality_id, office_code),
    foreign key (municipality_id, last_operator_id) references operator (municipality_id, id)
);
call keep_apart('office_rule');

/* How many requests were unanswered at the end of a day. */
create table unanswered_night (
    municipality_id uuid not null default current_municipality() references municipality,
    night           date not null,
    people          integer not null,
    oldest_at       timestamptz,
    primary key (municipality_id, night)
);
call keep_apart('unanswered_night');

create index conversation_late on conversation (municipality_id, office_code, last_inbound_at desc, id desc)
    where escalated_at is not null and waiting_since is not null;
create index citizen_request_open on citizen_request (municipality_id, opened_at) where answered_at is null;
