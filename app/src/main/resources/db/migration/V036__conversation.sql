-- SPDX-License-Identifier: AGPL-3.0-or-later
-- One index for who waits. The planner took the other one, without the channel, for channels by which nobody waits, and read all who wait by the rest.

drop index conversation_waiting;
