import { flagRule, type FlagDemand } from "../../evaluation/flag";

const recoveryDemand: FlagDemand = {
  property: "pointInTimeRecovery.enabled",
  reason: "recovery-off",
  otherwise: "what is overwritten or deleted by mistake cannot be brought back",
};

export const tablesRecoverToAnyMoment = flagRule({
  id: "RET-DDB-01",
  slug: "tables-recover-to-any-moment",
  title: "DynamoDB point-in-time recovery",
  severity: "high",
  types: ["aws:dynamodb/table:Table"],
  controls: {
    soc2: ["A1.2"],
    pci: ["12.10.1"],
    gdpr: ["32(1)(c)"],
    iso27001: ["A.8.13"],
  },
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
  remediation:
    "Set pointInTimeRecovery.enabled to true: DynamoDB then restores any second of the last 35 days.",
  demand: recoveryDemand,
});
