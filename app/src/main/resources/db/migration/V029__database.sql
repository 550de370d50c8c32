-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A plan is as good as what the server knows of a table.

/*
   PostgreSQL counts a table once a minute, and until then believes what it saw: one that was empty is read from end to end, or by
   the wrong index, for each of the first ten thousand messages. This counts what has grown by half since it was last counted.
   Returns how many tables those were.
*/
create function count_what_has_grown() returns integer
    language plpgsql security definer set search_path = public as $$
declare
    grown regclass;
    counted integer := 0;
begin
    if not pg_try_advisory_xact_lock(hashtext('count_what_has_grown')) then
        return 0;
    end if;
    for grown in select s.relid from pg_stat_user_tables s join pg_class c on c.oid = s.relid
                  where s.schemaname = 'public' and s.n_live_tup > 200 and s.n_live_tup > 1.5 * greatest(c.reltuples, 0) loop
        execute format('analyze %s', grown);
        counted := counted + 1;
    end loop;
    return counted;
end $$;
