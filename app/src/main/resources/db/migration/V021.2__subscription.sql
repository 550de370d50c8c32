-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The pre-flight counts who has left without reading all who have not.
create index subscription_left on subscription (municipality_id) where state = 'LEFT';
