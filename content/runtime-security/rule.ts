import type { Runbook, Team } from "../alerts/rule";
import type { Severity } from "../severity";

/** What Falco looks at: system calls on a node, or requests to the cluster's API. */
export type EventSource = "syscall" | "k8s_audit";

/** Framework → the controls that a rule serves, by the names of `policies/controls/frameworks.ts`. */
export type RuleControls = Readonly<
  Partial<Record<"soc2" | "pci" | "gdpr" | "iso27001" | "sec17a4", readonly string[]>>
>;

/** An event, as far as a condition looks at it: field → value. */
export type ExampleEvent = Readonly<Record<string, string | number>>;

/** Events on which the rule is tried. */
export interface RuleExamples {
  /** On these it fires. The first one is what `silentWhen` changes. */
  readonly fires: readonly [ExampleEvent, ...ExampleEvent[]];
  /** What is the case → the fields that differ from the first event; on these it stays silent. One for each part of the condition. */
  readonly silentWhen: Readonly<Record<string, ExampleEvent>>;
}

/** One rule of ours for Falco, with everything that belongs to it. */
export interface RuntimeRule {
  /** Name, unique over all alerts of the platform; also of its runbook. */
  readonly name: string;
  readonly source: EventSource;
  /** Decides on Falco's priority, by the table in `content/severity.ts`. */
  readonly severity: Severity;
  /** Who answers for it. */
  readonly team: Team;
  /** What happened, in a sentence without its end. */
  readonly summary: string;
  /** Why that is worth somebody's attention, and at this severity. */
  readonly reason: string;
  readonly controls: RuleControls;
  /** Falco's condition; macros and lists are those of `lists.ts` and no others. */
  readonly condition: string;
  /**
   * Fields that the event tells. Each becomes a label of the alert, so that none is here whose value differs each time (process ids,
   * ports of the caller).
   */
  readonly tells: readonly string[];
  readonly runbook: Runbook;
  readonly examples: RuleExamples;
}
