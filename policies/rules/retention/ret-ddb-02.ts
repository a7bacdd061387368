import { flagRule, type FlagDemand } from "../../evaluation/flag";
import { TRIAL_GOES } from "../../evaluation/trial";

const tableProtectionDemand: FlagDemand = {
  property: "deletionProtectionEnabled",
  reason: "deletable",
  otherwise: "one request deletes the table with all that it holds",
};

export const tablesResistDeletion = flagRule({
  id: "RET-DDB-02",
  slug: "tables-resist-deletion",
  title: "DynamoDB deletion protection",
  severity: "medium",
  types: ["aws:dynamodb/table:Table"],
  controls: {
    soc2: ["A1.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.13"],
  },
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html",
  remediation: "Set deletionProtectionEnabled to true.",
  demand: tableProtectionDemand,
  trialIsExempt: TRIAL_GOES,
});
