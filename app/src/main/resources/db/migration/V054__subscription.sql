-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What an answer costs on its way: a trigger's query over what a statement has added is planned anew each time, and this one over four tables.

/* A drill is a sending to many: what goes to one person alone needs no further look. */
create or replace function refuse_drill_to_others() returns trigger
    language plpgsql as $$
begin
    if exists (select from added where bulk_id is not null) then
        if exists (select from added join broadcast on broadcast.id = added.bulk_id join notice on notice.id = broadcast.notice_id and notice.drill
                    where not exists (select from drill_list where drill_list.citizen_id = added.citizen_id)) then
            raise exception 'A drill reaches only those who agreed to be written to in drills'
                using errcode = 'check_violation', constraint = 'drill_to_volunteers_only';
        end if;
    end if;
    return null;
end $$;
