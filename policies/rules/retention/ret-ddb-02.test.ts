import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { UNKNOWN } from "../../testing/resources";
import { tableProtectionDemand, tablesResistDeletion } from "./ret-ddb-02";

const TYPE = "aws:dynamodb/table:Table";

describe("RET-DDB-02", () => {
  testRule(tablesResistDeletion, [
    ...flagCases({
      type: TYPE,
      demand: tableProtectionDemand,
      silence: "off",
      message:
        "'deletionProtectionEnabled' is missing, so that one request deletes the table with all that it holds; true is required. To mend it: set deletionProtectionEnabled to true.",
    }),
    {
      title: "a trial has to be deletable",
      resources: [
        {
          type: TYPE,
          name: "judged",
          inputs: { tags: { "pharos:assurance": "trial", environment: "lab" } },
        },
      ],
      expect: ["notApplicable"],
      message: "it belongs to a trial, in which everything has to be deletable",
    },
    {
      title: "a trial that calls itself production",
      resources: [
        {
          type: TYPE,
          name: "judged",
          inputs: { tags: { "pharos:assurance": "trial", environment: "Prod" } },
        },
      ],
      expect: [`violation ${tableProtectionDemand.reason}`],
    },
    {
      title: "perhaps a trial",
      resources: [{ type: TYPE, name: "judged", inputs: { tags: UNKNOWN } }],
      expect: ["undetermined tags"],
    },
  ]);
});
