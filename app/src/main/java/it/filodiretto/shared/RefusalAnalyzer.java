// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a refusal as its own words, without a stack trace. */
class RefusalAnalyzer extends AbstractFailureAnalyzer<RefusedAtStart> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, RefusedAtStart cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
