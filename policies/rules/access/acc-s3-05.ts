import { every, some } from "../../evaluation/answer";
import { isForeign, isForeignAccount } from "../../evaluation/accounts";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { judgeDocuments, type Fault } from "../../evaluation/policy-document/demand";
import type { Principals } from "../../evaluation/policy-document/principals";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";

const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

const FIX =
  "take the account out, or name it with its owner and the reason in content/trusted-accounts.ts, or in allowedAccountIds of the provider where it is your own";

export const crossAccountAccessIsListed: ResourceRule = {
  id: "ACC-S3-05",
  slug: "cross-account-access-is-listed",
  title: "S3 cross-account access only to listed accounts",
  severity: "high",
  controls: {
    soc2: ["CC6.1", "CC6.3"],
    pci: ["7.2.2", "12.8.2"],
    gdpr: ["28", "32(1)(b)"],
    iso27001: ["A.5.15", "A.5.23"],
  },
  scope: "resource",
  types: [POLICY, REPLICATION],
  remediation: "Let in no account but your own and those that content/trusted-accounts.ts names.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html",
  check: (resource) =>
    resource.type === POLICY
      ? judgeDocuments(resource, { [POLICY]: [["policy"]] }, [foreignPrincipal(resource)])
      : judgeReplication(resource),
};

function foreignPrincipal(resource: Resource): Fault {
  const foreign = (principals: Principals | undefined) =>
    principals?.list.filter((principal) => isForeign(principal, resource)) ?? [];
  return {
    reason: "foreign-account",
    is: ({ allows, principals }) =>
      every([
        allows,
        principals?.except !== true,
        some([foreign(principals).length > 0, ...(principals?.open ?? [])]),
      ]),
    says: ({ principals }) =>
      `lets in ${foreign(principals)
        .map(({ name }) => `'${name}'`)
        .join(", ")}, of an account that is neither yours nor among the trusted`,
    fix: FIX,
  };
}

function judgeReplication(resource: Resource): readonly Outcome[] {
  const rules = resource.inputs.at("rules").list();
  if (rules.state === "unknown") return [undetermined(rules)];
  if (rules.state === "absent") return [notApplicable("it replicates nothing")];
  return allOf([pass, ...rules.value.map((rule) => judgeDestination(rule, resource))]);
}

function judgeDestination(rule: Reader, resource: Resource): Outcome {
  const place = rule.at("destination", "account");
  const account = place.filledText();
  if (account.state === "unknown") return undetermined(account);
  if (account.state === "absent" || !isForeignAccount(account.value, resource)) return pass;
  return violation("foreign-destination", {
    message: `the bucket is replicated to account '${account.value}', which is neither yours nor among the trusted`,
    fix: FIX,
    property: place.path,
  });
}
