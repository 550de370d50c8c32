-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What has ended sends nothing more, not even in place of what did not arrive; and of two choices of a person the later one counts.

alter table bulk add column ended_at timestamptz;          -- null: a template may still take the place of a text that came too late
alter table restraint add column decided_at timestamptz;   -- MARKETING: when the person last chose; at that moment until_at: she wants them
