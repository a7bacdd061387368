import { applications } from ".";
import type { AlertGroup } from "../alerts/rule";
import { objectiveAlerts } from "./burn-rate";

/** Alerts of the applications' objectives, a group each. */
export function applicationAlertGroups(): AlertGroup[] {
  return applications.map(objectiveAlerts);
}
