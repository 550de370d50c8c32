-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Two pages that write the same draft: the one that does not know what the other has written is told before it writes over it.

alter table notice
    add column draft_page uuid;                        -- the page on which it was written last; null: a program, or nobody since
