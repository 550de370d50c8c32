-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What is to follow a notice by itself: the same again, or a reminder before its deadline.

create table notice_plan (
    municipality_id uuid not null default current_municipality(),        -- the notice's
    notice_id       uuid not null,
    repeats         text not null check (repeats in ('NEVER', 'DAILY', 'WEEKLY', 'FORTNIGHTLY', 'MONTHLY')),
    first_at        timestamptz,                    -- the first time of the line; null: not signed yet, or it does not repeat
    last_day        date,                           -- no repetition later, on the town's calendar
    remind_days     integer not null check (remind_days between 0 and 30),
    reminder_id     uuid,                           -- the reminder, once it is signed
    primary key (municipality_id, notice_id),
    foreign key (municipality_id, notice_id) references notice (municipality_id, id),
    foreign key (municipality_id, reminder_id) references notice (municipality_id, id),
    check (repeats = 'NEVER' or last_day is not null)
);
call keep_apart('notice_plan');
