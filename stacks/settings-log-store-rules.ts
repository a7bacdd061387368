import { SHORTEST_LIFETIME } from "../content/logs/lifetimes";
import { sizeLogStore, storeMemoryGiB } from "../content/logs/sizing";
import { type LogClass, logClasses, spanClass } from "../content/logs/streams";
import { MOST_STORE_MEMORY_GIB } from "../content/sizes";
import type { Draft } from "./settings-check";
import type { Complaint } from "./settings-complaint";

type Found = Omit<Complaint, "stack">;

/** An index is written for a day, and deleting takes a while: what has to be gone sooner cannot be in one. */
export function* storeCanDelete(_stack: string, { retention }: Draft): Iterable<Found> {
  for (const logClass of Object.keys(logClasses) as LogClass[]) {
    const { recordClass } = logClasses[logClass];
    const period = retention?.[recordClass];
    if (period === undefined || period >= SHORTEST_LIFETIME) continue;
    yield {
      path: ["retention", recordClass],
      problem: `of ${period} day leaves no room in the log store, which writes an index for a day and takes another to delete it`,
      allowed: `${SHORTEST_LIFETIME} or more`,
      fix: `write ${SHORTEST_LIFETIME}`,
    };
  }
}

/**
 * Logs and spans lie in one store, whose nodes come from the pool of stateful nodes: what both need together has to be there. It is said of
 * whichever takes more. An existing cluster has nodes of its own.
 */
export function* storeFitsNodes(_stack: string, draft: Draft): Iterable<Found> {
  const { logs, traces, retention, cluster } = draft;
  const { gigabytesPerDay } = logs ?? {};
  const { spansPerSecond, keptPercent } = traces ?? {};
  if (cluster?.kind === "existing" || [...storeCanDelete(_stack, draft)].length > 0) return;
  if (gigabytesPerDay === undefined || spansPerSecond === undefined || keptPercent === undefined) return;
  const storeOf = (gigabytes: number, spans: number) =>
    sizeLogStore({
      gigabytesPerDay: gigabytes,
      traces: { spansPerSecond: spans, keptPercent },
      ...(retention === undefined ? {} : { retention }),
    });
  const fits = (gigabytes: number, spans: number): boolean =>
    storeMemoryGiB(storeOf(gigabytes, spans)) <= MOST_STORE_MEMORY_GIB;
  if (fits(gigabytesPerDay, spansPerSecond)) return;
  const store = storeOf(gigabytesPerDay, spansPerSecond);
  const needs = `needs a log store of ${Math.ceil(storeMemoryGiB(store))} GiB of memory: logs and spans lie in one, and the pool of stateful nodes has ${MOST_STORE_MEMORY_GIB} GiB for it`;
  if (store.dataGiB.logs > store.dataGiB.spans) {
    const most = largest(gigabytesPerDay, (gigabytes) => fits(gigabytes, spansPerSecond));
    yield {
      path: ["logs", "gigabytesPerDay"],
      near: ["traces"],
      problem: `of ${gigabytesPerDay} GB with ${spansPerSecond} spans a second and ${keptPercent} % of ordinary traces kept ${needs}`,
      ...advice(most, "these traces", "traces.spansPerSecond or traces.keptPercent"),
    };
    return;
  }
  const most = largest(spansPerSecond, (spans) => fits(gigabytesPerDay, spans));
  yield {
    path: ["traces", "spansPerSecond"],
    near: ["logs"],
    problem: `of ${spansPerSecond} spans with ${keptPercent} % of ordinary traces kept and ${gigabytesPerDay} GB of logs a day ${needs}`,
    ...advice(most, "these logs and this keptPercent", "traces.keptPercent or logs.gigabytesPerDay"),
  };
}

/** @param most 0 where no number would do */
function advice(most: number, given: string, others: string): Pick<Found, "allowed" | "fix"> {
  return most === 0
    ? {
        allowed: `no number with ${given} and the stack's retention`,
        fix: `lower ${others} as well, or keep ${logClasses[spanClass].recordClass} for fewer days`,
      }
    : { allowed: `${most} or less with ${given}`, fix: `write ${most}, or lower ${others}` };
}

/** The largest whole number below one that does not fit which does; 0 where none does. */
function largest(tooMuch: number, fits: (value: number) => boolean): number {
  let [low, high] = [0, tooMuch];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
