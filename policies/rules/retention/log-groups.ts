import { notApplicable, undetermined, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import { numberOf, textOf } from "../../evaluation/stated";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export const PERIOD = "retentionInDays";

/** The period that has no end, as the provider writes it. */
export const FOR_EVER = 0;

/** How long a log group keeps what it holds: days, or for ever. */
export type Kept = { readonly days: number; readonly forEver: boolean } | Outcome;

/** What a log group's inputs say of its time; an outcome where that cannot be judged. */
export function keptBy(inputs: Reader): Kept {
  const group = { type: LOG_GROUP, inputs };
  const kind = textOf(group, "logGroupClass");
  if (kind.state === "unknown") return undetermined(kind);
  if (kind.value === "DELIVERY")
    return notApplicable("CloudWatch keeps what it only delivers for two days, whatever is set");
  const period = numberOf(group, PERIOD);
  if (period.state === "unknown") return undetermined(period);
  return period.value === FOR_EVER
    ? { days: Number.POSITIVE_INFINITY, forEver: true }
    : { days: period.value, forEver: false };
}
