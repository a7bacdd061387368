import { z } from "zod";
import { setting } from "./settings-describe";

/** What mail servers take, as far as a typing mistake is to be found. */
const EMAIL_FORM = /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/;
const EMAIL_ALLOWED = "a mail address";
const CONFIRMATION =
  "A new address gets a mail from AWS, and nothing else until somebody follows the link in it.";

const addresses = z
  .array(
    setting(z.string().regex(EMAIL_FORM), {
      meaning: "An address.",
      allowed: EMAIL_ALLOWED,
      example: "oncall@example.com",
    }),
  )
  .default([]);

/** Group `alarms`. */
export const alarmSettings = setting(
  z
    .strictObject({
      /**
       * Who is told of every alarm.
       * @default []
       */
      emails: setting(addresses, {
        meaning:
          "Addresses that are told of every alarm of CloudWatch: what still works when the clusters are down. At least one where `assurance` is `regulated`.",
        allowed: "a list of mail addresses",
        example: ["oncall@example.com"],
        changing: CONFIRMATION,
      }),
      /**
       * Who is woken for P0 and P1.
       * @default []
       */
      pagerEmails: setting(addresses, {
        meaning:
          "Addresses that wake somebody, such as the mail address of a PagerDuty service. They are told of P0 and P1 alone.",
        allowed: "a list of mail addresses",
        changing: CONFIRMATION,
      }),
    })
    .prefault({}),
  { meaning: "Who is told of alarms that do not depend on any cluster." },
);
