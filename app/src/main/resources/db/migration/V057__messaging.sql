-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a message costs, once more: each row that it brings along asked for its municipality, and locked that one row together with all who
-- wrote in the same moment. The row policy holds each to the current municipality already, and so does, where there is one, the key to
-- the person, talk, chat or operator, which has it too.
alter table inbound_message drop constraint inbound_message_municipality_id_fkey;
alter table conversation drop constraint conversation_municipality_id_fkey;
alter table citizen_request drop constraint citizen_request_municipality_id_fkey;
alter table conversation_event drop constraint conversation_event_municipality_id_fkey;
alter table conversation_text drop constraint conversation_text_municipality_id_fkey;
alter table webchat_session drop constraint webchat_session_municipality_id_fkey;
alter table webchat_line drop constraint webchat_line_municipality_id_fkey;
alter table audit drop constraint audit_municipality_id_fkey;
