-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who writes when it is closed is told so once in 24 hours, where the town wants it.

alter table automatic_answer drop constraint automatic_answer_kind_check;
alter table automatic_answer add check (kind in ('CALL', 'REFUSAL', 'COURTESY', 'CLOSED'));
