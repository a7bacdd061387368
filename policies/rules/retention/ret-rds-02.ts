import { flagRule, type FlagDemand } from "../../evaluation/flag";
import { notApplicable, undetermined } from "../../evaluation/outcome";
import { TRIAL_GOES } from "../../evaluation/trial";
import { CLUSTER_DECIDES, isAurora } from "./databases";

const INSTANCE = "aws:rds/instance:Instance";

const databaseProtectionDemand: FlagDemand = {
  property: "deletionProtection",
  reason: "deletable",
  otherwise: "one request deletes the database with all that it holds",
};

export const databasesResistDeletion = flagRule({
  id: "RET-RDS-02",
  slug: "databases-resist-deletion",
  title: "RDS deletion protection",
  severity: "medium",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  controls: {
    soc2: ["A1.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.13"],
  },
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  remediation: "Set deletionProtection to true.",
  demand: databaseProtectionDemand,
  trialIsExempt: TRIAL_GOES,
  exception({ type, inputs }) {
    if (type !== INSTANCE || inputs.at("deletionProtection").flag().state === "value") return undefined;
    const member = isAurora(inputs);
    if (member.state === "unknown") return undetermined(member);
    return member.state === "value" && member.value ? notApplicable(CLUSTER_DECIDES) : undefined;
  },
});
