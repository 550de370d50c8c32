-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a message costs on its way, once more: the foreign key to the person looked each one up and locked her row, which was half of
-- what a new message of a sending to many cost. One look for all that a statement adds finds out the same.

create function refuse_messages_to_nobody() returns trigger
    language plpgsql as $$
begin
    if exists (select from added
                where not exists (select from citizen where citizen.id = added.citizen_id and citizen.municipality_id = added.municipality_id)) then
        raise exception 'A message goes to somebody whom its municipality knows'
            using errcode = 'foreign_key_violation', constraint = 'message_to_somebody';
    end if;
    return null;
end $$;
create trigger message_to_somebody after insert on outgoing_message referencing new table as added
    for each statement execute function refuse_messages_to_nobody();

/* Two who prove to be one: rare, and each by itself. */
create function refuse_message_for_nobody() returns trigger
    language plpgsql as $$
begin
    if not exists (select from citizen where id = new.citizen_id and municipality_id = new.municipality_id) then
        raise exception 'A message goes to somebody whom its municipality knows'
            using errcode = 'foreign_key_violation', constraint = 'message_to_somebody';
    end if;
    return null;
end $$;
create trigger message_stays_with_somebody after update of citizen_id on outgoing_message
    for each row when (new.citizen_id <> old.citizen_id) execute function refuse_message_for_nobody();

alter table outgoing_message drop constraint outgoing_message_municipality_id_citizen_id_fkey;
