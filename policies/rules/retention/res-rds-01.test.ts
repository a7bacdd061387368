import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { UNKNOWN } from "../../testing/resources";
import { single } from "../../testing/single";
import { databasesSpanZones } from "./res-rds-01";

const INSTANCE = "aws:rds/instance:Instance";
const instance = single(INSTANCE);
const cluster = single("aws:rds/cluster:Cluster");

describe("RES-RDS-01", () => {
  testRule(databasesSpanZones, [
    ...flagCases({
      types: [INSTANCE],
      property: "multiAz",
      reason: "one-zone",
      silence: "wrong",
      message:
        "'multiAz' is false, so that the database is down while its zone is; true is required. To mend it: set multiAz to true.",
    }),
    instance(
      "a replica in one zone",
      { replicateSourceDb: "primary", engine: "mysql" },
      "violation one-zone",
    ),
    instance(
      "an instance of a cluster",
      { engine: "aurora-mysql" },
      "notApplicable",
      "it is an instance of a cluster, which decides for it",
    ),
    instance("an engine that is not known", { engine: UNKNOWN }, "undetermined engine"),
    cluster("a cluster where RDS chooses", { engine: "aurora-mysql" }, "pass"),
    cluster("a cluster in two zones", { availabilityZones: ["us-east-1a", "us-east-1b"] }, "pass"),
    cluster("a cluster whose list is empty", { availabilityZones: [] }, "pass"),
    cluster(
      "a cluster in one zone",
      { availabilityZones: ["us-east-1a"] },
      "violation one-zone",
      "'availabilityZones' names one zone; two or more are required, or none, so that RDS takes three. To mend it: add a second zone to availabilityZones, or leave it out.",
    ),
    cluster("zones that are not known", { availabilityZones: UNKNOWN }, "undetermined availabilityZones"),
  ]);
});
