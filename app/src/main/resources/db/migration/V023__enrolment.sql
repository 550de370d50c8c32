-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Lists of people from spreadsheets: foreseen, then brought in.

create table enrolment (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    file_name       text not null,
    source          text not null,                  -- where these people gave their consent
    consented_on    date not null,
    line_count      integer not null,
    taken_count     integer not null,               -- of them, who is or would be subscribed
    lines_sealed    bytea not null,                 -- numbers whole until they are brought in, afterwards never
    operator_id     uuid,
    made_at         timestamptz not null,
    brought_in_at   timestamptz,                    -- null: only foreseen; forgotten after a day
    unique (municipality_id, id),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
create index enrolment_newest on enrolment (municipality_id, made_at desc);
call keep_apart('enrolment');
