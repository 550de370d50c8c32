-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Each message that arrives asks which notices went out lately: by an index, however many there have been.

create index bulk_lately on bulk (municipality_id, (coalesce(finished_at, 'infinity')));
