// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * A person's rights over what is kept of her: to see it, to get it, to have it erased. It knows no other module's tables:
 * each declares what it keeps as {@link it.filodiretto.citizen.PersonalRecords}.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "municipality", "operator", "citizen", "media", "vault"})
@NullMarked
package it.filodiretto.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
