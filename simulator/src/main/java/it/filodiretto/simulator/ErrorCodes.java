// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Map;

/** Meta's error codes with their usual HTTP status and title. Any other code may be produced too, as a generic 400. */
final class ErrorCodes {

    private record Known(int status, String title) {}

    private static final Map<Integer, Known> KNOWN = Map.ofEntries(
            known(0, 401, "AuthException"),
            known(1, 500, "An unknown error occurred"),
            known(2, 503, "An unexpected error has occurred. Please retry your request later."),
            known(3, 500, "Application does not have the capability to make this API call"),
            known(4, 400, "Application request limit reached"),
            known(10, 403, "Application does not have permission for this action"),
            known(33, 400, "Parameter value is not valid"),
            known(100, 400, "Invalid parameter"),
            known(190, 401, "Invalid OAuth access token - Cannot parse access token"),
            known(200, 403, "Permissions error"),
            known(368, 403, "Temporarily blocked for policies violations"),
            known(613, 429, "Calls to this api have exceeded the rate limit"),
            known(80007, 400, "Rate limit issues"),
            known(130403, 403, "User consent is missing"),
            known(130429, 429, "Rate limit hit"),
            known(130472, 400, "User's number is part of an experiment"),
            known(130497, 403, "Business account is restricted from messaging users in this country"),
            known(130501, 400, "Message type is not supported for groups"),
            known(131000, 500, "Something went wrong"),
            known(131005, 403, "Access denied"),
            known(131008, 400, "Required parameter is missing"),
            known(131009, 400, "Parameter value is not valid"),
            known(131016, 500, "Service unavailable"),
            known(131020, 400, "Group is unavailable"),
            known(131021, 400, "Recipient cannot be sender"),
            known(131026, 400, "Message undeliverable"),
            known(131030, 400, "Recipient phone number not in allowed list"),
            known(131031, 403, "Business Account locked"),
            known(131037, 400, "WhatsApp provided number needs display name approval before message can be sent."),
            known(131041, 400, "Group participant is unavailable"),
            known(131042, 400, "Business eligibility payment issue"),
            known(131044, 402, "Business eligibility: no payment method"),
            known(131045, 500, "Incorrect certificate"),
            known(131047, 400, "Re-engagement message"),
            known(131048, 429, "Spam rate limit hit"),
            known(131049, 400, "This message was not delivered to maintain healthy ecosystem engagement."),
            known(131050, 400, "User has stopped marketing messages"),
            known(131051, 400, "Unsupported message type"),
            known(131052, 400, "Media download error"),
            known(131053, 400, "Media upload error"),
            known(131056, 429, "(Business Account, Consumer Account) pair rate limit hit"),
            known(131057, 500, "Account in maintenance mode"),
            known(131059, 400, "Group limit reached"),
            known(131060, 400, "This message is unavailable"),
            known(131062, 400, "Business-scoped user id recipients are not supported for this message"),
            known(131063, 400, "Marketing templates are switched off on Cloud API"),
            known(131064, 400, "Messaging limit reached because of template classification violations"),
            known(132000, 400, "Number of parameters does not match the expected number of params"),
            known(132001, 404, "Template name does not exist in the translation"),
            known(132005, 400, "Translated text too long"),
            known(132007, 400, "Template format character policy violated"),
            known(132008, 400, "Template parameter has a bad value"),
            known(132012, 400, "Parameter format does not match format in the created template"),
            known(132015, 400, "Template is paused"),
            known(132016, 400, "Template is disabled"),
            known(132018, 400, "Template parameter contains characters that are not allowed"),
            known(132068, 400, "Flow is blocked"),
            known(132069, 400, "Flow is throttled"),
            known(133000, 500, "Incomplete deregistration"),
            known(133004, 503, "Server temporarily unavailable"),
            known(133005, 400, "Two-step verification PIN mismatch"),
            known(133006, 400, "Phone number re-verification needed"),
            known(133008, 400, "Too many two-step verification PIN guesses"),
            known(133009, 400, "Two-step verification PIN guessed too fast"),
            known(133010, 400, "Phone number not registered"),
            known(133015, 400, "Please wait a few minutes before attempting to register this phone number"),
            known(133016, 400, "Account register or deregister rate limit exceeded"),
            known(135000, 400, "Generic user error"),
            known(136024, 400, "Phone number is already verified"),
            known(137000, 400, "Recipient identity key hash does not match"),
            known(138000, 400, "Calling is not enabled for this number"),
            known(138006, 400, "No call permission of this user"),
            known(139000, 400, "Blocked by integrity"),
            known(139001, 400, "Flow has an invalid state"),
            known(139002, 400, "Publishing without a public key"),
            known(139003, 400, "Flow cannot be deprecated"),
            known(139004, 400, "Flow is not published"),
            known(139100, 400, "Failed to block or unblock some users"),
            known(139101, 400, "Block list limit reached"),
            known(139102, 400, "Block list concurrent update"),
            known(139103, 400, "Block list: internal error"),
            known(147001, 400, "Username is not available"),
            known(147002, 400, "Username format is invalid"),
            known(147003, 400, "Username is reserved"),
            known(147004, 400, "Business is not eligible for a username"),
            known(147005, 400, "Username limit reached"));

    private ErrorCodes() {}

    static String title(int code) {
        var found = KNOWN.get(code);
        return found == null ? "Generic user error" : found.title;
    }

    static int status(int code) {
        var found = KNOWN.get(code);
        return found == null ? 400 : found.status;
    }

    private static Map.Entry<Integer, Known> known(int code, int status, String title) {
        return Map.entry(code, new Known(status, title));
    }
}
