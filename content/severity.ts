/** The four severities of every alert of the platform, most urgent first. */
export const severities = ["P0", "P1", "P2", "P3"] as const;

/** A severity. It is the `severity` label of an alert, and decides whom it reaches and how soon. */
export type Severity = (typeof severities)[number];

/** What a severity means. */
export interface SeverityMeaning {
  readonly title: string;
  /** The situations it is for. */
  readonly situations: readonly string[];
  /** Whether somebody is woken for it. */
  readonly pages: boolean;
}

/** What each severity means. An alert takes the first whose situation fits. */
export const severityMeaning: Readonly<Record<Severity, SeverityMeaning>> = {
  P0: {
    title: "critical",
    situations: ["system-wide outage", "security breach", "data corruption", "complete unavailability"],
    pages: true,
  },
  P1: {
    title: "high",
    situations: ["regional degradation", "bottleneck", "high error rate", "exhaustion of a resource"],
    pages: true,
  },
  P2: {
    title: "medium",
    situations: ["minor loss of performance", "drift", "warning threshold passed", "maintenance due"],
    pages: false,
  },
  P3: {
    title: "low",
    situations: ["information", "capacity planning", "trend", "possible optimisation"],
    pages: false,
  },
};

/** Whether the first severity is more urgent than the second. */
export function isMoreUrgent(first: Severity, second: Severity): boolean {
  return severities.indexOf(first) < severities.indexOf(second);
}
