import type { Runbook } from "../alerts/rule";

/** What a runbook of an objective says beside what is its own. */
const ALWAYS = {
  check: [
    "The application's dashboard: since when, which route or kind, all pods or one.",
    "What changed then: a release, a setting, a certificate, the load.",
  ],
  act: [
    "If it began with a release, go back to the one before; look for the cause afterwards.",
    "If the budget is spent, changes wait until it is not, but for those that mend this.",
  ],
} as const;

/** A runbook of an objective: its own causes, places to look and things to do, and what always holds after them. */
export function objectiveRunbook({ cause, check, act }: Runbook): Runbook {
  return { cause, check: [...check, ...ALWAYS.check], act: [...act, ...ALWAYS.act] };
}

/** Runbook of the availability of a server of HTTP. */
export function availabilityRunbook(what: string, dependsOn: string): Runbook {
  return objectiveRunbook({
    cause: [
      `${what} answers with 5xx: it crashes, times out, or what it depends on (${dependsOn}) does.`,
      "Too few pods for the load, or pods that are killed for memory.",
    ],
    check: [
      `Traces of failed requests: the last span without an answer names who failed, ${dependsOn} or itself.`,
      "Restarts, memory and processor on the dashboard.",
    ],
    act: [
      `If ${dependsOn} fails, tell whoever runs it, and let requests fail fast instead of waiting.`,
      "If pods are short, raise their number; if they are killed for memory, raise the limit first.",
    ],
  });
}

/** Runbook of the durations of a server. */
export function durationRunbook(what: string, dependsOn: string): Runbook {
  return objectiveRunbook({
    cause: [
      `${what} is slow by itself (processor, garbage collection, locks), or waits for ${dependsOn}.`,
      "More load than pods for it: requests queue.",
    ],
    check: [
      "Slow traces, which are all kept: the longest span says where the time goes.",
      "Processor against what was asked for, and requests under way, on the dashboard.",
    ],
    act: [
      "If requests queue, raise the number of pods.",
      `If ${dependsOn} is slow, tell whoever runs it, and shorten what is asked of it.`,
    ],
  });
}
