import { notApplicable, undetermined, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export const PERIOD = "retentionInDays";

/** How long a log group keeps what it holds: days, or for ever. */
export type Kept = { readonly days: number; readonly forEver: boolean } | Outcome;

/** What a log group's inputs say of its time; an outcome where that cannot be judged. */
export function keptBy(inputs: Reader): Kept {
  const kind = orDefault(inputs.at("logGroupClass").filledText(), "STANDARD");
  if (kind.state === "unknown") return undetermined(kind);
  if (kind.value === "DELIVERY")
    return notApplicable("CloudWatch keeps what it only delivers for two days, whatever is set");
  const period = orDefault(inputs.at(PERIOD).number(), 0);
  if (period.state === "unknown") return undetermined(period);
  return period.value === 0
    ? { days: Number.POSITIVE_INFINITY, forEver: true }
    : { days: period.value, forEver: false };
}
