-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What clerks edit of their municipality: hours, closures, topics, texts, keywords. Filled from the profile at the first start.

create table timetable (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    code            text not null,                  -- by which channels and offices of the profile name it
    name            text not null,
    from_day        date,                           -- null: since ever
    until_day       date check (until_day >= from_day),
    unique (municipality_id, code),
    unique (municipality_id, id)
);

create table timetable_span (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    timetable_id    uuid not null,
    weekday         integer not null check (weekday between 1 and 7),        -- ISO: Monday is 1
    from_minute     integer not null check (from_minute >= 0),               -- of the day, on the town's clock
    until_minute    integer not null check (until_minute <= 1440 and until_minute > from_minute),
    unique (municipality_id, id),
    unique (municipality_id, timetable_id, weekday, from_minute),
    foreign key (municipality_id, timetable_id) references timetable (municipality_id, id) on delete cascade
);

create table closure (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    timetable_id    uuid,                           -- null: all timetables
    from_day        date not null,
    until_day       date not null check (until_day >= from_day),
    reason          text not null,
    unique (municipality_id, id),
    foreign key (municipality_id, timetable_id) references timetable (municipality_id, id) on delete cascade
);

create table closure_span (                         -- none: the whole day is closed
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    closure_id      uuid not null,
    from_minute     integer not null check (from_minute >= 0),
    until_minute    integer not null check (until_minute <= 1440 and until_minute > from_minute),
    unique (municipality_id, id),
    foreign key (municipality_id, closure_id) references closure (municipality_id, id) on delete cascade
);
create index on closure_span (municipality_id, closure_id);

create table topic (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    code            text not null,
    name            text not null check (length(name) <= 24),
    description     text not null check (length(description) <= 72),
    category        text not null check (category in ('UTILITY', 'MARKETING')),
    place           integer not null,               -- order on pages
    unique (municipality_id, code),
    unique (municipality_id, id)
);

create table town_text (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    key             text not null,
    body            text not null,
    unique (municipality_id, key),
    unique (municipality_id, id)
);

create table keyword (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    purpose         text not null check (purpose in ('JOIN', 'LEAVE')),
    words           text not null,
    place           integer not null,
    unique (municipality_id, words),
    unique (municipality_id, id)
);

call keep_apart('timetable');
call keep_apart('timetable_span');
call keep_apart('closure');
call keep_apart('closure_span');
call keep_apart('topic');
call keep_apart('town_text');
call keep_apart('keyword');
