-- SPDX-License-Identifier: AGPL-3.0-or-later
-- By which means a message left, for the register: null where it has not left, or where only a report told that it has.
alter table outgoing_message add column by_template boolean;
