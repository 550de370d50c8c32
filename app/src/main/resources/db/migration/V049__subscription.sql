-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A registration goes back to whose it was when two persons who had become one are parted.

alter table registration add column first_citizen_id uuid;    -- whose it was before she became the citizen; null: the citizen's own
