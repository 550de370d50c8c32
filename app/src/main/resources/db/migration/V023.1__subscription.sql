-- SPDX-License-Identifier: AGPL-3.0-or-later
-- How many want to hear of what, day by day: topics and districts leave no trace of yesterday's choice.

create table subscriber_day (
    municipality_id uuid not null default current_municipality() references municipality,
    day             date not null,
    kind            text not null check (kind in ('TOPIC', 'DISTRICT')),
    name            text not null,                  -- a topic's code, a district's name
    people          integer not null,
    primary key (municipality_id, day, kind, name)
);
call keep_apart('subscriber_day');
