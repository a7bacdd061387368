import { judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { CLUSTER_DECIDES, isAurora } from "./databases";

const INSTANCE = "aws:rds/instance:Instance";

/** A replica that is promoted takes the source's place, so that it is no exception. */
const secondZoneDemand: FlagDemand = {
  property: "multiAz",
  reason: "one-zone",
  otherwise: "the database is down while its zone is",
};

export const databasesSpanZones: ResourceRule = {
  id: "RES-RDS-01",
  slug: "databases-span-zones",
  title: "RDS is Multi-AZ",
  severity: "medium",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  controls: {
    soc2: ["A1.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.14"],
    sec17a4: ["4370"],
  },
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
  remediation: "Set multiAz to true; give a cluster two availability zones or more, or leave them to RDS.",
  scope: "resource",
  check: (database) => (database.type === INSTANCE ? judgeInstance(database) : judgeCluster(database.inputs)),
};

function judgeInstance(database: Resource): Outcome {
  const { inputs } = database;
  if (inputs.at("multiAz").state === "absent") {
    const member = isAurora(inputs);
    if (member.state === "unknown") return undetermined(member);
    if (member.state === "value" && member.value) return notApplicable(CLUSTER_DECIDES);
  }
  return judgeFlag(database, secondZoneDemand);
}

/** RDS spreads a cluster's storage over three zones where nothing is said. */
function judgeCluster(inputs: Reader): Outcome {
  const zones = inputs.at("availabilityZones").list();
  if (zones.state === "unknown") return undetermined(zones);
  if (zones.state === "absent" || zones.value.length !== 1) return pass;
  return violation("one-zone", {
    message: "'availabilityZones' names one zone; two or more are required, or none, so that RDS takes three",
    fix: "add a second zone to availabilityZones, or leave it out",
    property: "availabilityZones",
  });
}
