import { access } from "./survivors/access";
import { alarms } from "./survivors/alarms";
import { audit } from "./survivors/audit";
import { cluster } from "./survivors/cluster";
import { families } from "./survivors/families";
import { network } from "./survivors/network";
import { shipping } from "./survivors/shipping";
import { storage } from "./survivors/storage";
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
  ...cluster,
  ...alarms,
  ...shipping,
  ...families,
];
