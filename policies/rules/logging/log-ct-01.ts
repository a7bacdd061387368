import { judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { allOf } from "../../evaluation/outcome";
import type { StackRule } from "../../evaluation/rule";

const demands: readonly FlagDemand[] = [
  {
    property: "enableLogging",
    reason: "logging-off",
    otherwise: "the trail exists and records nothing",
  },
  {
    property: "isMultiRegionTrail",
    reason: "one-region",
    otherwise: "what is done in any other region leaves no trace",
  },
  {
    property: "includeGlobalServiceEvents",
    reason: "no-global-events",
    otherwise: "changes of users, roles and policies leave no trace",
  },
];

export const trailsSeeEveryRegion: StackRule = {
  id: "LOG-CT-01",
  slug: "trails-see-every-region",
  title: "A multi-region trail is on",
  severity: "critical",
  types: ["aws:cloudtrail/trail:Trail"],
  controls: {
    soc2: ["CC7.2", "CC7.3"],
    pci: ["10.2.1", "10.2.1.2", "10.2.1.4", "10.2.1.5", "10.2.1.7"],
    gdpr: ["30(1)(g)", "32(1)(d)"],
    iso27001: ["A.8.15", "A.8.16"],
    sec17a4: ["17a-4(f)(2)(i)(A)"],
  },
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html",
  remediation:
    "Set isMultiRegionTrail to true, and leave enableLogging and includeGlobalServiceEvents at true, as the provider has them.",
  scope: "stack",
  siblings: [],
  check: (trail) => allOf(demands.map((demand) => judgeFlag(trail, demand))),
};
