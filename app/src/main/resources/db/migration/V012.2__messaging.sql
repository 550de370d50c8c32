-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Whose a message was before two persons became one.

alter table inbound_message add column first_citizen_id uuid;
alter table outgoing_message add column first_citizen_id uuid;
