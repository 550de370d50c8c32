-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A town that gets another number or mailbox sends by that one: what it had before stays for what was said by it.

alter table sender_lane add column in_use boolean not null default true;   -- false: the town's file names another
