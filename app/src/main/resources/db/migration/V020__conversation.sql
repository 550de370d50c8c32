-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The shared inbox: who follows a talk, how it ended, what only operators read, who writes just now, what can be undone.

alter table conversation drop constraint conversation_state_check;
update conversation set state = case when state = 'CLOSED' then 'CLOSED' when waiting_since is not null then 'NEW' else 'PENDING' end;
alter table conversation
    add constraint conversation_state_check check (state in ('NEW', 'TAKEN', 'PENDING', 'CLOSED')),   -- PENDING: it is the citizen's turn
    add column channel        text not null default 'WHATSAPP',         -- by which the person wrote last, and is answered
    add column assigned_id    uuid,                                     -- who follows it
    add column version        integer not null default 0,               -- grows with what operators do
    add column round_at       timestamptz not null default now(),       -- when it was opened or reopened, by the database's clock
    add column outcome        text check (outcome in ('ANSWERED', 'NOT_NEEDED', 'ELSEWHERE', 'UNSUITABLE')),
    add column reason         text check (length(reason) <= 500),
    add column closed_at      timestamptz,
    add column snoozed_until  timestamptz,
    add column labels         text[] not null default '{}',
    add column seen_at        timestamptz,                              -- since the last message somebody has looked at it
    add column escalated_at   timestamptz,                              -- since it waits the supervisors were told
    add column unregistered   boolean not null default false,
    add foreign key (municipality_id, assigned_id) references operator (municipality_id, id);
drop index conversation_newest;
drop index conversation_waiting;
create index conversation_newest on conversation (municipality_id, office_code, last_inbound_at desc, id desc);
create index conversation_waiting on conversation (municipality_id, office_code, waiting_since, id) where waiting_since is not null;
create index conversation_mine on conversation (municipality_id, assigned_id, last_inbound_at desc, id desc) where state <> 'CLOSED' and assigned_id is not null;
create index conversation_open on conversation (municipality_id, office_code, last_inbound_at desc, id desc) where state <> 'CLOSED';
create index conversation_closed on conversation (municipality_id, office_code, last_inbound_at desc, id desc) where state = 'CLOSED';
create index conversation_snoozed on conversation (municipality_id, snoozed_until) where snoozed_until is not null;

/* Where only people answer (the lane says so), a talk is not closed before a person has answered, or a reason is written. */
create function refuse_to_close_unanswered() returns trigger
    language plpgsql as $$
begin
    if length(btrim(coalesce(new.reason, ''))) < 3
       and exists (select 1 from sender_lane where municipality_id = new.municipality_id and allowed_automatic is not null)
       and not exists (select 1 from outgoing_message
                        where citizen_id = new.citizen_id and bulk_id is null and operator_id is not null and created_at >= old.round_at) then
        raise exception 'Nobody has answered in conversation %: it is closed with a reason, or after an answer', new.id
            using errcode = 'check_violation', constraint = 'people_only';
    end if;
    return new;
end $$;
create trigger people_only before update on conversation for each row
    when (new.state = 'CLOSED' and (old.state <> 'CLOSED' or old.reason is distinct from new.reason))
    execute function refuse_to_close_unanswered();

/* Who works for an office. An office of which nobody is a member is everybody's who may answer. */
create table office_member (
    municipality_id uuid not null default current_municipality() references municipality,
    office_code     text not null,
    operator_id     uuid not null,
    primary key (municipality_id, office_code, operator_id),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
call keep_apart('office_member');

/* Who writes an answer just now; renewed while they type. By the database's clock: it is one for all nodes. */
create table conversation_lock (
    municipality_id uuid not null default current_municipality() references municipality,
    conversation_id uuid primary key,
    operator_id     uuid not null,
    since           timestamptz not null default now(),
    until_at        timestamptz not null,
    foreign key (municipality_id, conversation_id) references conversation (municipality_id, id) on delete cascade,
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
call keep_apart('conversation_lock');

/* The last answer, while it can still be taken back: what the talk was before. */
create table conversation_undo (
    municipality_id uuid not null default current_municipality() references municipality,
    conversation_id uuid primary key,
    operator_id     uuid not null,
    message_id      uuid not null,
    message_day     date not null,
    leaves_at       timestamptz not null,        -- by the database's clock
    waiting_since   timestamptz,
    state           text not null,
    body            text not null,
    foreign key (municipality_id, conversation_id) references conversation (municipality_id, id) on delete cascade,
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
call keep_apart('conversation_undo');

create table conversation_note (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    conversation_id uuid not null,
    operator_id     uuid not null,
    body            text not null check (length(body) between 1 and 4096),
    mentioned       uuid[] not null default '{}',
    created_at      timestamptz not null,
    foreign key (municipality_id, conversation_id) references conversation (municipality_id, id) on delete cascade,
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
create index conversation_note_of on conversation_note (conversation_id, created_at);
call keep_apart('conversation_note');

/* What was done with a talk, for its story. */
create table conversation_event (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    conversation_id uuid not null,
    operator_id     uuid,
    kind            text not null,
    words           text not null,
    at              timestamptz not null,
    foreign key (municipality_id, conversation_id) references conversation (municipality_id, id) on delete cascade,
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
create index conversation_event_of on conversation_event (conversation_id, at);
call keep_apart('conversation_event');

/* A print of each answer, so that the same text does not go to many as if it were written to each. */
create table answer_print (
    municipality_id uuid not null default current_municipality() references municipality,
    print           bytea not null,              -- SHA-256 of the letters
    conversation_id uuid not null,
    answered_at     timestamptz not null,
    primary key (municipality_id, print, conversation_id),
    foreign key (municipality_id, conversation_id) references conversation (municipality_id, id) on delete cascade
);
create index answer_print_of on answer_print (conversation_id);
call keep_apart('answer_print');

/* One request: from the message that opened or reopened a talk to the first answer. What the town's figures are made of. */
create table citizen_request (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    conversation_id uuid,
    office_code     text not null,
    channel         text not null,
    opened_at       timestamptz not null,
    answered_at     timestamptz,
    answer_seconds  bigint,                      -- of opening time
    foreign key (municipality_id, conversation_id) references conversation (municipality_id, id) on delete set null (conversation_id)
);
create index citizen_request_opened on citizen_request (municipality_id, opened_at);
create index citizen_request_unanswered on citizen_request (conversation_id) where answered_at is null;
call keep_apart('citizen_request');

/* What was said, as words to be found; the texts themselves stay where they are. */
create table conversation_text (
    municipality_id uuid not null default current_municipality() references municipality,
    conversation_id uuid not null,
    source_id       uuid not null,
    said_at         timestamptz not null,
    words           tsvector not null,
    primary key (source_id, conversation_id),
    foreign key (municipality_id, conversation_id) references conversation (municipality_id, id) on delete cascade
);
create index conversation_text_words on conversation_text using gin (words);
create index conversation_text_of on conversation_text (conversation_id);
call keep_apart('conversation_text');

/* Row policies keep PostgreSQL from using a text index (its operator is not leakproof): the owner looks, for one town only. */
create function search_conversations(looked_for text, offices text[], most integer) returns table (conversation_id uuid, said_at timestamptz)
    language sql stable security definer set search_path = public as $$
    select t.conversation_id, max(t.said_at)
      from conversation_text t join conversation c on c.id = t.conversation_id
     where t.municipality_id = current_municipality() and c.municipality_id = current_municipality()
       and t.words @@ websearch_to_tsquery('italian', looked_for) and (offices is null or c.office_code = any (offices))
     group by t.conversation_id order by 2 desc limit most
$$;
revoke execute on function search_conversations from public;
grant execute on function search_conversations to ${appRole};

/* Ready answers, with variables. */
create table ready_reply (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    office_code     text,                        -- null: all offices
    shortcut        text not null check (shortcut ~ '^[a-z0-9-]{1,24}$'),
    title           text not null check (length(title) between 1 and 80),
    body            text not null check (length(body) between 1 and 4096),
    unique (municipality_id, shortcut)
);
call keep_apart('ready_reply');

/* A search that an operator wants again. */
create table saved_filter (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    operator_id     uuid not null,
    name            text not null check (length(name) between 1 and 40),
    query           text not null check (length(query) <= 300),
    unique (municipality_id, operator_id, name),
    foreign key (municipality_id, operator_id) references operator (municipality_id, id)
);
call keep_apart('saved_filter');

/* How long an office lets people wait, in opening hours. */
create table office_pace (
    municipality_id  uuid not null default current_municipality() references municipality,
    office_code      text not null,
    aim_minutes      integer not null check (aim_minutes between 1 and 10000),
    escalate_minutes integer not null check (escalate_minutes between 1 and 100000),
    primary key (municipality_id, office_code)
);
call keep_apart('office_pace');
