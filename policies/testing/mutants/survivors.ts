import { access } from "./survivors/access";
import { alarms } from "./survivors/alarms";
import { applications } from "./survivors/applications";
import { audit } from "./survivors/audit";
import { certificates } from "./survivors/certificates";
import { cluster } from "./survivors/cluster";
import { dashboards } from "./survivors/dashboards";
import { families } from "./survivors/families";
import { gateway } from "./survivors/gateway";
import { logs } from "./survivors/logs";
import { network } from "./survivors/network";
import { probes } from "./survivors/probes";
import { runtimeSecurity } from "./survivors/runtime-security";
import { scaling } from "./survivors/scaling";
import { shipping } from "./survivors/shipping";
import { storage } from "./survivors/storage";
import { thanos } from "./survivors/thanos";
import { tracing } from "./survivors/tracing";
import type { Survivor } from "./survivors/survivor";

/**
 * Every mutant of the platform's own stacks that no mandatory rule refuses, classified by hand. The first entry that fits is a place's
 * class; a place that none fits fails the test, and so does an entry that is nobody's.
 */
export const survivors: readonly Survivor[] = [
  ...storage,
  ...access,
  ...audit,
  ...network,
  ...certificates,
  ...gateway,
  ...logs,
  ...tracing,
  ...runtimeSecurity,
  ...applications,
  ...probes,
  ...scaling,
  ...dashboards,
  ...cluster,
  ...alarms,
  ...thanos,
  ...shipping,
  ...families,
];
