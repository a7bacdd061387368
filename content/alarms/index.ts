import type { Alarm } from "./alarm";
import { backups } from "./backups";
import { bands } from "./bands";
import { controlPlane } from "./control-plane";
import { databases } from "./databases";
import { heartbeat, messages } from "./messages";
import { network } from "./network";
import { quotas } from "./quotas";
import { storage } from "./storage";
import { workspaces } from "./workspaces";

export type { Alarm, Limit, Subject, SubjectKind } from "./alarm";
export { heartbeat } from "./messages";

/** Every alarm that lies in the region it watches, in the order of the dashboard. */
export const regionAlarms: readonly Alarm[] = [
  ...controlPlane,
  ...network,
  ...storage,
  ...databases,
  ...backups,
  ...messages,
  ...workspaces,
  ...quotas,
  ...bands,
];

/** Every alarm: each has a runbook. */
export const alarms: readonly Alarm[] = [heartbeat, ...regionAlarms];
