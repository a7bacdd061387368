import { testRule } from "../../testing/cases";
import { flagCases } from "../../testing/flag-cases";
import { UNKNOWN } from "../../testing/resources";
import { databaseProtectionDemand, databasesResistDeletion } from "./ret-rds-02";

const TYPE = "aws:rds/cluster:Cluster";

describe("RET-RDS-02", () => {
  testRule(databasesResistDeletion, [
    ...flagCases({
      type: TYPE,
      demand: databaseProtectionDemand,
      silence: "off",
      message:
        "'deletionProtection' is missing, so that one request deletes the database with all that it holds; true is required. To mend it: set deletionProtection to true.",
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
      expect: [`violation ${databaseProtectionDemand.reason}`],
    },
    {
      title: "perhaps a trial",
      resources: [{ type: TYPE, name: "judged", inputs: { tags: UNKNOWN } }],
      expect: ["undetermined tags"],
    },
  ]);
});
