-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A slip in the settings takes a number away too: what waits on it, and can go by no other, waits for a day.

alter table sender_lane add column given_up_at timestamptz;   -- null: in use, or long ago
