import type { ApplicationTeam } from "../applications/teams";
import type { PanelRef } from "../dashboards/panels";
import type { Severity } from "../severity";

/** Who answers for an alert: the platform's team, a team with applications, or the one that the series name by their label \`team\`. */
export type Team = "platform" | ApplicationTeam | "of-the-series";

/** A duration as Prometheus writes it, such as `15m`. */
export type PromDuration = `${number}${"s" | "m" | "h" | "d"}`;

/** What somebody who was paged reads first. Plain sentences; `act` in the order of doing. */
export interface Runbook {
  /** What has happened when this fires, and what it means for others. */
  readonly cause: readonly string[];
  /** Where to look to tell the causes apart. */
  readonly check: readonly string[];
  /** What to do. */
  readonly act: readonly string[];
}

/** One alert, with everything that belongs to it. */
export interface AlertRule {
  /** Name, unique over the platform. */
  readonly alert: string;
  /** PromQL; every metric in it is one that a pinned exporter emits. */
  readonly expr: string;
  /** How long it must hold. Absent: at once. */
  readonly for?: PromDuration;
  /** How long it stays after it no longer holds, against flapping. */
  readonly keepFiringFor?: PromDuration;
  readonly severity: Severity;
  readonly team: Team;
  /** One line. May name labels of the alert as `{{ $labels.name }}`, and nothing else: a value would make each notification new. */
  readonly summary: string;
  /** What it means, in a sentence or two; the same placeholders. */
  readonly description: string;
  readonly runbook: Runbook;
  /** The panel which shows what the alert is about. */
  readonly panel: PanelRef;
  /** Alerts of kube-prometheus-stack that it covers; they are switched off. */
  readonly replaces?: readonly string[];
  /** The alert always fires, because its absence is the message. */
  readonly alwaysFires?: true;
}

/** A series that Prometheus makes of others. */
export interface RecordingRule {
  /** \`level:metric:operations\`. */
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Alerts that are evaluated together. */
export interface AlertGroup {
  /** Name of the group, of the PrometheusRule and of its file. */
  readonly name: string;
  /** What is recorded before the alerts, in this order. @default [] */
  readonly recordings?: readonly RecordingRule[];
  readonly rules: readonly AlertRule[];
  readonly tests: readonly AlertTest[];
}

/** One case for promtool: series, a time, and what fires then. */
export interface AlertTest {
  readonly alert: string;
  /** What is the case, to complete "it fires when …" or "it stays silent when …". */
  readonly when: string;
  /** Series → values in promtool's notation, one each minute. */
  readonly series: Readonly<Record<string, string>>;
  /** When to look, from the start. */
  readonly at: PromDuration;
  /** Labels of the alerts that fire then, besides those that every alert carries; empty: none does. */
  readonly fires: readonly Readonly<Record<string, string>>[];
}
