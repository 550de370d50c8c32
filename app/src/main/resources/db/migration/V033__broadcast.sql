-- SPDX-License-Identifier: AGPL-3.0-or-later
-- That one person sent a notice alone is told to who could have signed, until one of them has seen it.

alter table broadcast_event
    drop constraint broadcast_event_kind_check,
    add constraint broadcast_event_kind_check check (kind in ('WRITTEN', 'ASKED', 'RETURNED', 'SCHEDULED', 'UNSCHEDULED', 'REFUSED', 'APPROVED',
        'OVERRIDDEN', 'SEEN', 'FOLLOWED', 'FIRST_LEFT', 'FIRST_DELIVERED', 'FIRST_READ', 'PAUSED', 'HELD', 'RESUMED', 'CANCELLED', 'FINISHED'));

/* What a sending was thought to cost, and, once it is over, by which means it left: the year's budget is spent by what was delivered. */
alter table broadcast
    add column estimated_cost numeric(12, 2),
    add column by_template    bigint,
    add column by_free_text   bigint;

/* Who ends what repeats must find the one that is to leave next. */
alter table notice_plan
    add column line_id uuid,                        -- the first notice of the line; null: this one is
    add foreign key (municipality_id, line_id) references notice (municipality_id, id);
create index notice_plan_line on notice_plan (municipality_id, line_id) where line_id is not null;
