import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { databasesAreNotPublic } from "./net-rds-01";

const CASES = {
  property: "publiclyAccessible",
  wanted: false,
  silence: "right",
  reason: "public",
  message:
    "'publiclyAccessible' is true, so that the database gets an address on the internet; false is required. To mend it: set publiclyAccessible to false.",
} as const;

describe("NET-RDS-01", () => {
  testRule(databasesAreNotPublic, [
    ...flagCases({
      ...CASES,
      types: ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"],
      mends: true,
    }),
    ...flagCases({ ...CASES, types: ["aws:dms/replicationInstance:ReplicationInstance"] }),
  ]);
});
