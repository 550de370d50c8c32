-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who is told of a new privacy notice is handed over page by page, and not in the click that begins it.

alter table policy_call
    add column handed_over bigint not null default 0,
    add column cursor      uuid,                 -- last citizen of the last page
    add column filled_at   timestamptz;          -- nobody more is handed over
update policy_call set filled_at = at;
create index policy_call_unfilled on policy_call (municipality_id) where filled_at is null;
