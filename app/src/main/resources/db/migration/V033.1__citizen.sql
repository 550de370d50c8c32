-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The few who are known by no telephone number: the pre-flight of a notice names how many of its people they are.

create index citizen_without_number on citizen (municipality_id, id) where phone_lookup is null and merged_into is null;
