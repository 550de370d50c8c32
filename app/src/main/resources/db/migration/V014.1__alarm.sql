-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What somebody of the town hall must know and act on, once for each cause, and the mails that tell it.

drop table lane_alarm;                           -- alarms of accounts are alarms

create table alarm (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    cause           text not null,               -- for programs: what it is about
    words           text not null,
    link            text,                        -- below /console/{slug}/: where it is put right
    since           timestamptz not null default now(),
    cleared_at      timestamptz,
    unique (municipality_id, id)
);
create unique index alarm_open on alarm (municipality_id, cause) where cleared_at is null;
create index alarm_recent on alarm (municipality_id, since);
call keep_apart('alarm');

/* One mail to one administrator. It waits here, visibly, until a mail server takes it. */
create table alarm_mail (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    alarm_id        uuid not null,
    operator_id     uuid not null,
    attempts        smallint not null default 0,
    next_at         timestamptz not null default now(),
    sent_at         timestamptz,
    trouble         text,                        -- why the last attempt failed, in Italian
    foreign key (municipality_id, alarm_id) references alarm (municipality_id, id),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
create index alarm_mail_waiting on alarm_mail (municipality_id, next_at) where sent_at is null;
call keep_apart('alarm_mail');
