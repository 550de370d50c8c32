-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The notices desk: kinds and their fields, second signatures, linked notices, hamlets of subscribers, drills.

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
    add column changed_by   uuid,                      -- who changed it last; null: a program, or nobody since
    add column asked_at     timestamptz,               -- when its signature was asked for
    add column asked_by     uuid,
    add column asked_for    timestamptz,               -- when it is to leave once signed; null: at once
    add column first_id     uuid,                      -- the notice that this one follows
    add column relation     text check (relation in ('UPDATE', 'ALL_CLEAR', 'CORRECTION', 'CANCELLATION', 'RETRY')),
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
