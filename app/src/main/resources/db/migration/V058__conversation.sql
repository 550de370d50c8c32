-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who answers a notice writes to the office that its topic belongs to.

alter table office_rule add column topics text[] not null default '{}';   -- codes of the town's topics
