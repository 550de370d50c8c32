-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a town has given up decides nothing any more, and what is written by a channel that is not read is found in no list.

/* Where only people answer (a lane in use says so), a talk is not closed while a request in it has no answer, or without a reason. An emoji,
   an answer that came back, and one in a talk with another office are none. */
create or replace function refuse_to_close_unanswered() returns trigger
    language plpgsql as $$
begin
    if length(btrim(coalesce(new.reason, ''))) < 3
       and exists (select 1 from sender_lane where municipality_id = new.municipality_id and allowed_automatic is not null and in_use)
       and exists (select 1 from citizen_request where conversation_id = new.id and answered_at is null) then
        raise exception 'Nobody has answered in conversation %: it is closed with a reason, or after an answer', new.id
            using errcode = 'check_violation', constraint = 'people_only';
    end if;
    return new;
end $$;

drop function search_conversations(text, text[], text, uuid, timestamptz, integer, integer);
create function search_conversations(looked_for text, offices text[], channels text[], list text, who uuid, moment timestamptz, past integer, most integer)
    returns table (conversation_id uuid, said_at timestamptz)
    language sql stable security definer set search_path = public as $$
    select t.conversation_id, max(t.said_at)
      from conversation_text t join conversation c on c.id = t.conversation_id
     where t.municipality_id = current_municipality() and c.municipality_id = current_municipality()
       and t.words @@ websearch_to_tsquery('italian', looked_for) and c.office_code = any (offices) and c.channel = any (channels)
       and case list
           when 'WAITING' then c.waiting_since is not null and (c.snoozed_until is null or c.snoozed_until <= moment)
           when 'MINE' then c.assigned_id = who and c.state <> 'CLOSED'
           when 'UNFOLLOWED' then c.waiting_since is not null and c.assigned_id is null
           when 'MENTIONED' then exists (select 1 from mention m join conversation_note n on n.id = m.note_id
                                          where n.conversation_id = c.id and m.operator_id = who and m.seen_at is null)
           when 'CALLBACKS' then exists (select 1 from callback b where b.conversation_id = c.id and b.state = 'OPEN')
           when 'LATE' then c.escalated_at is not null and c.waiting_since is not null
           when 'NEWCOMERS' then c.unregistered and c.state <> 'CLOSED'
           when 'SNOOZED' then c.snoozed_until is not null
           when 'PENDING' then c.state = 'PENDING'
           when 'CLOSED' then c.state = 'CLOSED'
           else true end
     group by t.conversation_id order by 2 desc, 1 offset past limit most
$$;
revoke execute on function search_conversations from public;
grant execute on function search_conversations to ${appRole};
