import { type Severity, severityMeaning } from "../severity";
import type { Alarm, Subject } from "./alarm";

/**
 * Whether one alarm over all subjects pages, and each subject's own only notifies: what fails in three zones at once wakes somebody once.
 * A topic that does not deliver is not one cause with the others.
 */
export function pagesTogether(alarm: Alarm, subjects: number): boolean {
  return severityMeaning[alarm.severity].pages && subjects > 1 && alarm.watches !== "topic";
}

/** The severity whose topic is told of an alarm on one subject. */
export function toldAs<Value>(alarm: Alarm, subject: Subject<Value>, subjects: number): Severity {
  if (pagesTogether(alarm, subjects)) return "P3";
  // A topic that does not deliver cannot say so.
  if (alarm.watches === "topic" && subject.label === alarm.severity.toLowerCase()) return "P0";
  return alarm.severity;
}

/** The rule of an alarm that is on while any of the named ones is. */
export function anyOfAlarms(names: readonly string[]): string {
  return names.map((name) => `ALARM("${name}")`).join(" OR ");
}

/** An alarm's name as words joined by hyphens: `eks-api-server-silent` of `EksApiServerSilent`. */
export function hyphenated(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}
