-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a message costs on its way.

/* A message's row changes three or four times in seconds. With room for each on its page, the later changes touch no index. */
create or replace function make_message_partitions(today date) returns void
    language plpgsql security definer set search_path = public as $$
declare
    month date;
begin
    for i in -1..3 loop
        month := date_trunc('month', today)::date + make_interval(months => i);
        execute format('create table if not exists %I partition of outgoing_message for values from (%L) to (%L) with (fillfactor = 45)',
            'outgoing_message_' || to_char(month, 'YYYYMM'), month, (month + interval '1 month')::date);
    end loop;
end $$;

do $$
declare
    part regclass;
begin
    for part in select inhrelid::regclass from pg_inherits where inhparent = 'outgoing_message'::regclass loop
        execute format('alter table %s set (fillfactor = 45)', part);
    end loop;
end $$;

/* A message of a sending to many, of no kind of its own, is in order if the sending is, which was looked at once (people_only on bulk). */
drop trigger people_only on outgoing_message;
create trigger people_only before insert or update of automatic_kind, operator_id, lane_id, bulk_id, allowed_automatic on outgoing_message
    for each row when (new.operator_id is null and (new.bulk_id is null or new.automatic_kind is not null))
    execute function take_over_what_the_lane_allows();
