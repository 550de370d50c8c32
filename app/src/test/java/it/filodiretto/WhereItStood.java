// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** A failing {@link BrowserTest} says where its browsers stood: the next failure explains itself, on whatever machine. */
@NullMarked
final class WhereItStood implements TestExecutionExceptionHandler {

    private static final String PICTURE = """
        () => { const words = (it) => (it ? it.innerText : '').replace(/\\s+/g, ' '); const focus = document.activeElement;
          return document.readyState + ', «' + document.title + '», focus on ' + (focus ? focus.outerHTML.replace(/\\s+/g, ' ').slice(0, 80) : 'nothing')
            + ', panel «' + words(document.querySelector('dialog[open]')).slice(0, 100) + '»: '
            + words(document.querySelector('main') || document.body).slice(0, 800); }""";

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        failure.addSuppressed(new Standing(((BrowserTest) context.getRequiredTestInstance()).shown()));
        throw failure;
    }

    /** Address and words of a page; numbers of telephones and mail addresses masked. */
    static String words(Page page) {
        try {
            return page.url() + " " + masked((String) page.evaluate(PICTURE));
        } catch (PlaywrightException e) {
            return page.url() + " cannot be looked at: " + e.getMessage();
        }
    }

    static String masked(String words) {
        return words.replaceAll("\\S+@\\S+", "…@…").replaceAll("\\+?\\d(?:[ .]?\\d){7,}", "…");
    }

    private static final class Standing extends RuntimeException {

        private static final long serialVersionUID = 1;

        Standing(String words) {
            super(words, null, false, false);
        }
    }
}
