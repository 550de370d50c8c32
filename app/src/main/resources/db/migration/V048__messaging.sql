-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Two messages of one sending may both be on their way when the two persons turn out to be one: what becomes of the one decides on the other.

alter table send_queue add column twin uuid;                  -- of the same sending, to the same person
