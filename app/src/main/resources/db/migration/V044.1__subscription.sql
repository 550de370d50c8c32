-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who is parted from somebody again has her word about drills back.

alter table drill_list add column first_citizen_id uuid;      -- who agreed, if she has become one with somebody since
