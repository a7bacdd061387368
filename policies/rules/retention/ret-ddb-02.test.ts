import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { tablesResistDeletion } from "./ret-ddb-02";

const TYPE = "aws:dynamodb/table:Table";

describe("RET-DDB-02", () => {
  testRule(tablesResistDeletion, [
    ...flagCases({
      types: [TYPE],
      property: "deletionProtectionEnabled",
      reason: "deletable",
      silence: "wrong",
      mends: true,
      trialIsExempt: "it belongs to a trial, in which everything has to be deletable",
      message:
        "'deletionProtectionEnabled' is false, so that one request deletes the table with all that it holds; true is required. To mend it: set deletionProtectionEnabled to true.",
    }),
  ]);
});
