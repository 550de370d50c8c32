-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who is parted from somebody again has her districts back, too, and not the whole town's notices.

alter table merged_subscription add column districts text[];
