import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { databasesResistDeletion } from "./ret-rds-02";

const TYPE = "aws:rds/cluster:Cluster";

describe("RET-RDS-02", () => {
  testRule(databasesResistDeletion, [
    ...flagCases({
      types: [TYPE],
      property: "deletionProtection",
      reason: "deletable",
      silence: "wrong",
      mends: true,
      trialIsExempt: "it belongs to a trial, in which everything has to be deletable",
      message:
        "'deletionProtection' is false, so that one request deletes the database with all that it holds; true is required. To mend it: set deletionProtection to true.",
    }),
  ]);
});
