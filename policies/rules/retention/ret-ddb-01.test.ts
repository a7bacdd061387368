import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { UNKNOWN } from "../../testing/resources";
import { tablesRecoverToAnyMoment } from "./ret-ddb-01";

const TYPE = "aws:dynamodb/table:Table";

describe("RET-DDB-01", () => {
  testRule(tablesRecoverToAnyMoment, [
    ...flagCases({
      types: [TYPE],
      property: "pointInTimeRecovery.enabled",
      reason: "recovery-off",
      silence: "wrong",
      mends: true,
      message:
        "'pointInTimeRecovery.enabled' is false, so that what is overwritten or deleted by mistake cannot be brought back; true is required. To mend it: set pointInTimeRecovery.enabled to true.",
    }),
    {
      title: "a group of settings that is not known",
      resources: [{ type: TYPE, name: "judged", inputs: { pointInTimeRecovery: UNKNOWN } }],
      expect: ["undetermined pointInTimeRecovery"],
    },
    {
      title: "settings in a list of one",
      resources: [{ type: TYPE, name: "judged", inputs: { pointInTimeRecovery: [{ enabled: true }] } }],
      expect: ["pass"],
    },
  ]);
});
