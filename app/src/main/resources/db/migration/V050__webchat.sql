-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Which office has answered in the chat, by its name at the time; null: the town's first.

alter table webchat_line add column office text;
alter table webchat_session add column answered_office text;
