-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What follows from failures: accounts that stop by report, people who are left alone for a while, windows that close late.

/* Meta may take a message and tell only later, by report, that the account may not send. Then one message at a time tries
   it, less and less often: each of those is lost if the account is still stopped. */
alter table sender_lane add column stopped_at timestamptz;             -- by a report; null: it sends
alter table sender_lane add column probe_at timestamptz;               -- when the next message may try it
alter table sender_lane add column probes smallint not null default 0;

/* The provider's id of an attempt that the 24 hours ended, and in whose place the template goes: its reports count no more. */
alter table outgoing_message add column replaced_external_id text;
alter table outgoing_message add column awaits_template boolean not null default false;

alter table parked_report add column consequence text not null default 'NONE';

/* A person to whom, for a while or for good, some messages to many do not go. */
create table restraint (
    municipality_id uuid not null default current_municipality() references municipality,
    lane_id         uuid not null,
    citizen_id      uuid not null,
    kind            text not null check (kind in ('MARKETING', 'UNREACHABLE')),
    times           smallint not null default 1,
    until_at        timestamptz,                 -- null: until the person changes it
    primary key (lane_id, citizen_id, kind),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id)
);
call keep_apart('restraint');
