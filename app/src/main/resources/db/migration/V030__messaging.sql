-- SPDX-License-Identifier: AGPL-3.0-or-later

-- Where a message comes from, if the channel says so: forwarded by others, or written after a tap on a post.
alter table inbound_message add column provenance jsonb;
