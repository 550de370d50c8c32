-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a message costs on its way, once more: when it was attempted and what the provider calls it are written with every answer,
-- and each was an index, so that the answer wrote every index of its message anew. Now it writes none of them.

/* Times come in the order of the pages: a note for each hundred pages finds them (BRIN), and no message is entered anywhere. */
drop index outgoing_message_attempted;
create index outgoing_message_attempted on outgoing_message using brin (attempted_at);

/* Which message the provider calls so: written once, never changed, and gone with the message's month. */
create table outgoing_reference (
    municipality_id uuid not null default current_municipality(),
    day             date not null,               -- the message's
    message_id      uuid not null,
    external_id     text not null
) partition by range (day);
create index outgoing_reference_external on outgoing_reference using hash (external_id);
call keep_apart('outgoing_reference');

create function make_reference_partition(month date) returns void
    language plpgsql as $$
begin
    execute format('create table if not exists %I partition of outgoing_reference for values from (%L) to (%L)',
        'outgoing_reference_' || to_char(month, 'YYYYMM'), month, (month + interval '1 month')::date);
end $$;
revoke execute on function make_reference_partition from public;

create or replace function make_message_partitions(today date) returns void
    language plpgsql security definer set search_path = public as $$
declare
    month date;
begin
    for i in -1..3 loop
        month := date_trunc('month', today)::date + make_interval(months => i);
        execute format('create table if not exists %I partition of outgoing_message for values from (%L) to (%L) with (fillfactor = 38)',
            'outgoing_message_' || to_char(month, 'YYYYMM'), month, (month + interval '1 month')::date);
        perform make_reference_partition(month);
    end loop;
end $$;

/* Room on the page for all of its rows as they are when they are answered: of 45 in a hundred every seventh row had to move. */
do $$
declare
    part regclass;
begin
    for part in select inhrelid::regclass from pg_inherits where inhparent = 'outgoing_message'::regclass loop
        execute format('alter table %s set (fillfactor = 38)', part);
    end loop;
end $$;

select make_reference_partition(to_date(right(inhrelid::regclass::text, 6), 'YYYYMM')) from pg_inherits where inhparent = 'outgoing_message'::regclass;
insert into outgoing_reference (municipality_id, day, message_id, external_id)
select municipality_id, day, id, external_id from outgoing_message where external_id is not null;
drop index outgoing_message_external;

/* The messages that the provider calls so: one, or none. One query: the planner looks into it. */
create function messages_called(name text) returns setof outgoing_message
    language sql stable as $$
    select m.* from outgoing_reference r join outgoing_message m on m.id = r.message_id and m.day = r.day
     where r.external_id = name and m.external_id = name
$$;
