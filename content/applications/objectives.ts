import type { Objective } from "./application";
import { HTTP_DURATION, SERVER_ERRORS } from "./presets";
import { availabilityRunbook, durationRunbook } from "./runbooks";

/** A share as people write it: 0.9995 → `99.95 %`. */
function percent(share: number): string {
  return `${Number((share * 100).toFixed(4))} %`;
}

/**
 * What an interface over HTTP promises of its answers: that they are no errors of ours.
 * @param who the interface, as a sentence begins with it
 * @param needs what it depends on
 */
export function answersWithoutError(who: string, needs: string, share: number): Objective {
  return {
    name: "availability",
    panel: 10,
    promise: `${percent(share)} of requests are answered without an error of ours`,
    share,
    indicator: { kind: "events", metric: HTTP_DURATION, bad: SERVER_ERRORS },
    runbook: availabilityRunbook(who, needs),
  };
}

/** Of requests, those that are answered in time: slower ones in a hundred are no breach. */
const IN_TIME = 0.99;

/**
 * What an interface over HTTP promises of their time, for 99 % of them.
 * @param seconds one of the bounds of the histogram's buckets
 */
export function answersWithin(who: string, needs: string, seconds: number): Objective {
  return {
    name: "duration",
    panel: 11,
    promise: `${percent(IN_TIME)} of requests take no longer than ${seconds} s`,
    share: IN_TIME,
    indicator: { kind: "latency", metric: HTTP_DURATION, within: seconds },
    runbook: durationRunbook(who, needs),
  };
}
