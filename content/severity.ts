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

/** Falco's priorities, most urgent first. */
export const falcoPriorities = [
  "emergency",
  "alert",
  "critical",
  "error",
  "warning",
  "notice",
  "informational",
  "debug",
] as const;

/** How urgent a rule of Falco says its event is. */
export type FalcoPriority = (typeof falcoPriorities)[number];

/**
 * The one table from Falco's priorities to severities. The project's own rules use four of them: critical for a break-out or code that
 * was not in the image, warning for what an attacker does and a careless person too, notice and informational for what is worth keeping.
 */
export const severityOfPriority: Readonly<Record<FalcoPriority, Severity>> = {
  emergency: "P0",
  alert: "P0",
  critical: "P0",
  error: "P1",
  warning: "P2",
  notice: "P3",
  informational: "P3",
  debug: "P3",
};

/** The priority by which a rule of ours asks for a severity; the table above leads back. */
export const priorityOfSeverity: Readonly<Record<Severity, FalcoPriority>> = {
  P0: "critical",
  P1: "error",
  P2: "warning",
  P3: "notice",
};
