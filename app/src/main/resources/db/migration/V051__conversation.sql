-- SPDX-License-Identifier: AGPL-3.0-or-later
-- An answer is signed by the office that gave it, also if the talk is another's by the time it leaves.

alter table conversation_text add column office_code text;   -- whose talk it was when it was said; null: not kept, the talk's own
