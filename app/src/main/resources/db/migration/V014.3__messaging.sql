-- SPDX-License-Identifier: AGPL-3.0-or-later
-- When the person was told that the town hall has read the message.
alter table inbound_message add column seen_at timestamptz;
