-- SPDX-License-Identifier: AGPL-3.0-or-later

-- Whom a sending reached or may still reach; or, with failed, whom it certainly did not, but for these reasons. For the modules
-- above, which compare it with tables of their own in one statement. One query: the planner looks into it.
create function people_of_sending(sending uuid, failed boolean, but_for_codes text[]) returns table (citizen_id uuid)
    language sql stable as $$
    select m.citizen_id from outgoing_message m
     where m.bulk_id = sending and m.day = (select b.day from bulk b where b.id = sending)
       and case when failed then m.state = 'FAILED' and coalesce(m.failed_code, '') <> all (but_for_codes)
                else m.state in ('QUEUED', 'ACCEPTED', 'SENT', 'DELIVERED', 'READ') end
$$;
