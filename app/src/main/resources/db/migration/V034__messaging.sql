-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a message costs on its way, again: PostgreSQL changes a row within its page, and touches no index, only where no
-- indexed column and no column of an index's predicate changes (heap-only tuples).

/* Failures are found by their time alone: with the state in the predicate each report wrote every index of its message anew. */
drop index outgoing_message_failed;
create index outgoing_message_failed on outgoing_message (municipality_id, failed_at) where failed_at is not null;

/* Claiming changes a state that no index knows. Only what is uncertain, which is rare, has one. */
alter table send_queue add column uncertain_since timestamptz;
update send_queue set uncertain_since = claimed_at where state = 'UNCERTAIN';
alter table send_queue add constraint send_queue_uncertain check ((uncertain_since is not null) = (state = 'UNCERTAIN'));
drop index send_queue_unsettled;
create index send_queue_uncertain on send_queue (lane_id, uncertain_since) where uncertain_since is not null;
alter table send_queue set (fillfactor = 45);

/*
 * The row policy already holds both to the current municipality, and a message to a citizen who has it too: asking for it
 * again with every row is work without a use.
 */
alter table outgoing_message drop constraint outgoing_message_municipality_id_fkey;
alter table send_queue drop constraint send_queue_municipality_id_fkey;
