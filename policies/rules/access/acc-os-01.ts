import { judgeFlag } from "../../evaluation/flag";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const OPTIONS = "advancedSecurityOptions";

export const domainsControlAccessFinely: ResourceRule = {
  id: "ACC-OS-01",
  slug: "domains-control-access-finely",
  title: "OpenSearch fine-grained access control",
  severity: "high",
  controls: {
    soc2: ["CC6.1", "CC6.3"],
    pci: ["7.2.1", "7.2.6"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.15", "A.8.3"],
  },
  scope: "resource",
  types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
  remediation:
    "Set advancedSecurityOptions.enabled to true, leave the internal user database off, and name a role in masterUserOptions.masterUserArn.",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html",
  check: (domain) =>
    allOf([
      judgeFlag(domain, {
        property: `${OPTIONS}.enabled`,
        reason: "off",
        otherwise: "whoever reaches the domain may read and write every index",
      }),
      judgeUsers(domain.inputs.at(OPTIONS)),
    ]),
};

/** Users with passwords of the domain's own are nobody's whom the company knows, unless an IAM role is their master. */
function judgeUsers(options: Reader): Outcome {
  const internal = orDefault(options.at("internalUserDatabaseEnabled").flag(), false);
  if (internal.state === "value" && !internal.value) return pass;
  const master = options.at("masterUserOptions", "masterUserArn").filledText();
  if (master.state === "value") return pass;
  if (internal.state === "unknown") return undetermined(internal);
  if (master.state === "unknown") return undetermined(master);
  return violation("internal-users", {
    message: `'${OPTIONS}.internalUserDatabaseEnabled' is true and no IAM role is the master user: users with passwords of the domain's own are in no directory; IAM identities are required`,
    fix: "set internalUserDatabaseEnabled to false and masterUserOptions.masterUserArn to a role",
    property: `${OPTIONS}.internalUserDatabaseEnabled`,
  });
}
