// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start that bad profiles prevent with their mistakes alone, instead of a stack trace. */
class BadProfilesAnalyzer extends AbstractFailureAnalyzer<BadProfiles> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BadProfiles cause) {
        return new FailureAnalysis(cause.getMessage(), "Correct the files and start again.", cause);
    }
}
