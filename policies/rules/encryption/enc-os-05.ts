import { flagChange, judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";

const POLICY = "domainEndpointOptions.tlsSecurityPolicy";

/** Policies whose oldest version is TLS 1.2, or newer where there is one: `Policy-Min-TLS-1-2-PFS-2023-10` and its kin. */
const MODERN = /^Policy-Min-TLS-1-[2-9]-/;
/** The one that every engine version takes. */
const OLDEST_ALLOWED = "Policy-Min-TLS-1-2-2019-07";

/** A lowest version of TLS is none while the domain answers without TLS, too. */
const httpsDemand: FlagDemand = {
  property: "domainEndpointOptions.enforceHttps",
  reason: "http",
  otherwise: "the domain also answers over HTTP, without any version of TLS",
};

export const searchDomainsUseModernTls: ResourceRule = {
  id: "ENC-OS-05",
  slug: "opensearch-domains-use-tls-1-2",
  title: "OpenSearch TLS policy is TLS 1.2 or newer",
  severity: "high",
  scope: "resource",
  types: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
  controls: {
    soc2: ["CC6.7"],
    pci: ["4.2.1", "12.3.3"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set domainEndpointOptions.enforceHttps to true and domainEndpointOptions.tlsSecurityPolicy to a policy that begins with TLS 1.2.",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html",
  check(resource) {
    const https = judgeFlag(resource, httpsDemand);
    return https.kind === "undetermined" ? https : allOf([https, judgePolicy(resource)]);
  },
  remediate: () => [
    flagChange(httpsDemand),
    { at: ["domainEndpointOptions", "tlsSecurityPolicy"], value: OLDEST_ALLOWED },
  ],
};

function judgePolicy({ inputs }: Resource): Outcome {
  const policy = inputs.at(...POLICY.split(".")).filledText();
  if (policy.state === "unknown") return undetermined(policy);
  if (policy.state === "value" && MODERN.test(policy.value)) return pass;
  const found = policy.state === "value" ? `is '${policy.value}'` : "is missing, so that TLS 1.0 is spoken";
  return violation("old-tls", {
    message: `'${POLICY}' ${found}; a policy that begins with TLS 1.2 is required`,
    fix: `set ${POLICY} to ${OLDEST_ALLOWED}, or to Policy-Min-TLS-1-2-PFS-2023-10, which also asks for forward secrecy`,
    property: POLICY,
  });
}
