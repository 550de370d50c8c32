-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The notices desk: kinds and their fields, second signatures, repetitions, linked notices, hamlets of subscribers, drills.

alter table notice
    drop constraint notice_state_check,
    add constraint notice_state_check check (state in ('DRAFT', 'TO_APPROVE', 'SCHEDULED', 'SENDING', 'SENT', 'CANCELLED')),
    add column kind         text not null default 'GENERAL'
        check (kind in ('GENERAL', 'WATER', 'ROAD', 'WEATHER', 'SCHOOL', 'DEADLINE', 'EVENT')),
    add column place        text not null default '',
    add column valid_from   timestamptz,
    add column valid_until  timestamptz,               -- afterwards it does not leave any more
    add column what_to_do   text not null default '',
    add column detour       text not null default '',
    add column link         text not null default '',
    add column picture_id   uuid,
    add column picture_alt  text not null default '',
    add column changed_by   uuid,                      -- who changed it last; null: a program, or nobody since
    add column asked_at     timestamptz,               -- when its signature was asked for
    add column asked_by     uuid,
    add column asked_for    timestamptz,               -- when it is to leave once signed; null: at once
    add column first_id     uuid,                      -- the notice that this one follows
    add column relation     text check (relation in ('UPDATE', 'ALL_CLEAR', 'CORRECTION', 'CANCELLATION', 'RETRY', 'REMINDER', 'REPETITION')),
    add column repeats      text check (repeats in ('DAILY', 'WEEKLY', 'MONTHLY')),
    add column repeats_until date,
    add column remind_days  integer check (remind_days between 1 and 60),
    add column drill        boolean not null default false,
    add foreign key (municipality_id, changed_by) references operator (municipality_id, id),
    add foreign key (municipality_id, asked_by) references operator (municipality_id, id),
    add foreign key (municipality_id, first_id) references notice (municipality_id, id),
    add check ((first_id is null) = (relation is null)),
    add check (state <> 'TO_APPROVE' or asked_at is not null);
create index notice_of_first on notice (municipality_id, first_id) where first_id is not null;

alter table broadcast
    add column urgent_reason text;                     -- why one person alone sent what wants two signatures

alter table broadcast_event
    drop constraint broadcast_event_kind_check,
    add constraint broadcast_event_kind_check check (kind in ('WRITTEN', 'ASKED', 'RETURNED', 'SCHEDULED', 'UNSCHEDULED', 'REFUSED', 'APPROVED',
        'OVERRIDDEN', 'FOLLOWED', 'FIRST_LEFT', 'FIRST_DELIVERED', 'FIRST_READ', 'PAUSED', 'HELD', 'RESUMED', 'CANCELLED', 'FINISHED'));

alter table subscription
    add column districts text[];                       -- hamlets and quarters, by name; null: all of the town

/* Who agreed to be written to in drills of civil protection. */
create table drill_volunteer (
    municipality_id uuid not null default current_municipality(),        -- the citizen's
    citizen_id      uuid not null,
    agreed_at       timestamptz not null,
    evidence        text not null,
    operator_id     uuid,
    primary key (municipality_id, citizen_id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
call keep_apart('drill_volunteer');

/* A drill reaches volunteers only, whoever hands the people over: once for each statement, for a page may have 10,000. */
create function refuse_drill_to_others() returns trigger
    language plpgsql as $$
begin
    if exists (select from added join broadcast on broadcast.id = added.bulk_id join notice on notice.id = broadcast.notice_id and notice.drill
                where not exists (select from drill_volunteer where drill_volunteer.citizen_id = added.citizen_id)) then
        raise exception 'A drill reaches only those who agreed to be written to in drills'
            using errcode = 'check_violation', constraint = 'drill_to_volunteers_only';
    end if;
    return null;
end $$;
create trigger drill_to_volunteers_only after insert on outgoing_message referencing new table as added
    for each statement execute function refuse_drill_to_others();

/* What was a drill stays one, and what was none never becomes one, once it is on its way. */
create function keep_drill() returns trigger
    language plpgsql as $$
begin
    if old.state in ('SENDING', 'SENT', 'CANCELLED') then
        raise exception 'A notice on its way is a drill, or is not: that cannot be changed'
            using errcode = 'check_violation', constraint = 'drill_stays';
    end if;
    return new;
end $$;
create trigger drill_stays before update on notice for each row when (old.drill <> new.drill) execute function keep_drill();

/* Whom a notice could not reach lately, and why. */
create index outgoing_message_failed on outgoing_message (municipality_id, failed_at) where state = 'FAILED';
