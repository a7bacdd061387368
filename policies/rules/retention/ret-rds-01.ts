import { isRecordClass, retentionRules } from "../../../content/retention";
import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Read, Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { numberOf } from "../../evaluation/stated";
import { recordClassOf } from "../../evaluation/tags";
import { CLUSTER_DECIDES, isClusterMember } from "./databases";

const INSTANCE = "aws:rds/instance:Instance";

/** A week: what goes wrong before a long weekend is found while there is a backup from before it. */
const SHORTEST_DAYS = 7;

/** As long as RDS keeps automated backups, for databases whose tag says that they hold records which must be kept. */
const RECORDS_DAYS = 35;

const PROPERTY = "backupRetentionPeriod";

export const databasesAreBackedUp: ResourceRule = {
  id: "RET-RDS-01",
  slug: "databases-are-backed-up",
  title: "RDS backups are kept at least 7 (35 for audit stores) days",
  severity: "high",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  controls: {
    soc2: ["A1.2"],
    pci: ["12.10.1"],
    gdpr: ["32(1)(c)"],
    iso27001: ["A.8.13"],
  },
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
  remediation: "Set backupRetentionPeriod to 7 days or more, to 35 where the database holds records.",
  scope: "resource",
  check(resource) {
    const { inputs, type } = resource;
    return (type === INSTANCE ? judgedElsewhere(inputs) : undefined) ?? judgePeriod(resource);
  },
  remediate(resource) {
    const records = holdsRecords(resource);
    return records.state === "unknown" ? [] : [{ at: [PROPERTY], value: requiredDays(records) }];
  },
};

/** Members of clusters and replicas: their backups are another database's, unless they are told to make their own. */
function judgedElsewhere(inputs: Reader): Outcome | undefined {
  if (inputs.at(PROPERTY).state !== "absent") return undefined;
  const source = inputs.at("replicateSourceDb").filledText();
  if (source.state === "unknown") return undetermined(source);
  if (source.state === "value")
    return notApplicable("it is a replica: what it holds is backed up at its source");
  const member = isClusterMember(inputs);
  if (member.state === "unknown") return undetermined(member);
  return member.state === "value" && member.value ? notApplicable(CLUSTER_DECIDES) : undefined;
}

function judgePeriod(resource: Resource): Outcome {
  const { state } = resource.inputs.at(PROPERTY);
  const period = numberOf(resource, PROPERTY);
  if (period.state === "unknown") return undetermined(period);
  if (period.value >= RECORDS_DAYS) return pass;
  const records = holdsRecords(resource);
  if (period.value >= SHORTEST_DAYS && records.state === "unknown") return undetermined(records);
  const required = requiredDays(records);
  if (period.value >= required) return pass;
  const found = state === "absent" ? `missing, which means ${period.value}` : String(period.value);
  return violation(reasonOf(state === "absent", period.value), {
    message: `'${PROPERTY}' is ${found}; at least ${required} days are required`,
    fix: `set ${PROPERTY} to ${required} or more`,
    property: PROPERTY,
  });
}

function requiredDays(records: Read<boolean>): number {
  return records.state === "value" && records.value ? RECORDS_DAYS : SHORTEST_DAYS;
}

function reasonOf(missing: boolean, days: number): string {
  if (missing) return "not-set";
  if (days === 0) return "off";
  return days === 1 ? "one-day" : "too-short";
}

/** Whether the tag names a class that a law asks to keep. */
function holdsRecords(resource: Resource): Read<boolean> {
  const tag = recordClassOf(resource);
  if (tag.state !== "value") return tag;
  const value = isRecordClass(tag.value) && retentionRules[tag.value].minimumDays !== 0;
  return { state: "value", value };
}
