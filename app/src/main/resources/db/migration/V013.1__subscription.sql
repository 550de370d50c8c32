-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The list of volunteers for drills is of the module that knows who subscribes.

/* Who agreed to be written to in drills of civil protection. */
create table drill_list (
    municipality_id uuid not null default current_municipality(),        -- the citizen's
    citizen_id      uuid not null,
    agreed_at       timestamptz not null,
    evidence        text not null,
    operator_id     uuid,
    primary key (municipality_id, citizen_id),
    foreign key (municipality_id, citizen_id) references citizen (municipality_id, id),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
call keep_apart('drill_list');

/* A drill reaches volunteers only, whoever hands the people over: once for each statement, for a page may have 10,000. */
create function refuse_drill_to_others() returns trigger
    language plpgsql as $$
begin
    if exists (select from added join broadcast on broadcast.id = added.bulk_id join notice on notice.id = broadcast.notice_id and notice.drill
                where not exists (select from drill_list where drill_list.citizen_id = added.citizen_id)) then
        raise exception 'A drill reaches only those who agreed to be written to in drills'
            using errcode = 'check_violation', constraint = 'drill_to_volunteers_only';
    end if;
    return null;
end $$;
create trigger drill_to_volunteers_only after insert on outgoing_message referencing new table as added
    for each statement execute function refuse_drill_to_others();
