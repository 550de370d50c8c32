-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Colleagues called in a note, lists by the longest wait over everything, and a search that knows names, labels and lists.

/* Whom a note calls, until they have looked. */
alter table conversation_note add unique (municipality_id, id);
create table mention (
    municipality_id uuid not null default current_municipality() references municipality,
    note_id         uuid not null,
    operator_id     uuid not null,
    seen_at         timestamptz,
    primary key (note_id, operator_id),
    foreign key (municipality_id, note_id) references conversation_note (municipality_id, id) on delete cascade,
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
create index mention_unseen on mention (operator_id) where seen_at is null;
insert into mention (municipality_id, note_id, operator_id)
select distinct n.municipality_id, n.id, o.id
  from conversation_note n join operator o on o.municipality_id = n.municipality_id and o.id = any (n.mentioned);
alter table conversation_note drop column mentioned;
call keep_apart('mention');

/* Opening time is counted by channel: of each the longest wait is the earliest. */
create index conversation_waiting_by on conversation (municipality_id, office_code, channel, waiting_since, id) where waiting_since is not null;
drop index conversation_late;
create index conversation_late_by on conversation (municipality_id, office_code, channel, waiting_since, id)
    where escalated_at is not null and waiting_since is not null;

/* What people are called, and what talks are marked with, is found as what was said is. */
insert into conversation_text (municipality_id, conversation_id, source_id, said_at, words)
select c.municipality_id, c.id, p.id, c.last_inbound_at, to_tsvector('italian', p.profile_name)
  from conversation c join citizen p on p.id = c.citizen_id where p.profile_name is not null on conflict do nothing;
insert into conversation_text (municipality_id, conversation_id, source_id, said_at, words)
select municipality_id, id, id, last_inbound_at, to_tsvector('italian', array_to_string(labels, ' '))
  from conversation where labels <> '{}' on conflict do nothing;

/* Looks in one list, page by page. Which list: of the program's Filter; who asks, and when, where the list depends on it. */
drop function search_conversations(text, text[], integer);
create function search_conversations(looked_for text, offices text[], list text, who uuid, moment timestamptz, past integer, most integer)
    returns table (conversation_id uuid, said_at timestamptz)
    language sql stable security definer set search_path = public as $$
    select t.conversation_id, max(t.said_at)
      from conversation_text t join conversation c on c.id = t.conversation_id
     where t.municipality_id = current_municipality() and c.municipality_id = current_municipality()
       and t.words @@ websearch_to_tsquery('italian', looked_for) and c.office_code = any (offices)
       and case list
           when 'WAITING' then c.waiting_since is not null and (c.snoozed_until is null or c.snoozed_until <= moment)
           when 'MINE' then c.assigned_id = who and c.state <> 'CLOSED'
           when 'UNFOLLOWED' then c.waiting_since is not null and c.assigned_id is null
           when 'MENTIONED' then exists (select 1 from mention m join conversation_note n on n.id = m.note_id
                                          where n.conversation_id = c.id and m.operator_id = who and m.seen_at is null)
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
