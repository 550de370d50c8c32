-- SPDX-License-Identifier: AGPL-3.0-or-later
/* Who carries a talk on by another channel is one person, and says so by its code. */
alter table citizen_merge drop constraint citizen_merge_cause_check;
alter table citizen_merge add constraint citizen_merge_cause_check check (cause in ('SEEN_TOGETHER', 'NUMBER_CHANGED', 'CARRIED_ON', 'OPERATOR'));
