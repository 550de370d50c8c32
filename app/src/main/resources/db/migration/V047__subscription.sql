-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Of two volunteers for drills who become one and are parted again, each has her own word back.

alter table drill_list add column merged_into uuid;           -- whose word counts now, if she has become one with another volunteer
