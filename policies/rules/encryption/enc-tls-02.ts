import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { defaultOf } from "../../evaluation/provider-defaults";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { textOf } from "../../evaluation/stated";

const LISTENER = "aws:lb/listener:Listener";
const DOMAIN_NAME = "aws:apigateway/domainName:DomainName";

/** Protocols for which a listener has a policy. */
const WITH_POLICY = ["HTTPS", "TLS"];

/** Speaks TLS 1.3 and 1.2, every suite with forward secrecy. */
const LISTENER_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";
const GATEWAY_POLICY = "TLS_1_2";

/** Policies of load balancers whose oldest version is TLS 1.2, by the part of the name that says so. */
const FROM_TLS_1_2 = /(^|-)(TLS13-1-[23]|FS-1-2|TLS-1-2)(-|$)/;
/**
 * Those of them that also allow suites in which the server's key decrypts recorded traffic: without a key exchange of its own for every
 * connection. `Ext0` only adds older suites that have one.
 */
const WITHOUT_FORWARD_SECRECY = /(^|-)(TLS-1-2-(Ext-)?\d{4}|TLS13-1-2-Ext[12])(-|$)/;
/** Policies of API Gateway: the old pair, and the named ones since 2025. */
const GATEWAY_FROM_TLS_1_2 = /^(TLS_1_[23]|SecurityPolicy_TLS1[23]_.*)$/;

export const tlsPoliciesAreModern: ResourceRule = {
  id: "ENC-TLS-02",
  slug: "tls-policies-are-modern",
  title: "TLS policies are TLS 1.2+ with forward secrecy",
  severity: "high",
  scope: "resource",
  types: [LISTENER, DOMAIN_NAME],
  controls: {
    soc2: ["CC6.7"],
    pci: ["4.2.1", "12.3.3"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06 or a stricter one, and securityPolicy of API Gateway to TLS_1_2.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  check: (resource) =>
    resource.type === DOMAIN_NAME ? judgeDomainName(resource.inputs) : judgeListener(resource),
  remediate: ({ type }) =>
    type === DOMAIN_NAME
      ? [{ at: ["securityPolicy"], value: GATEWAY_POLICY }]
      : [{ at: ["sslPolicy"], value: LISTENER_POLICY }],
};

function judgeListener(listener: Resource): Outcome {
  const { type, inputs } = listener;
  const policy = inputs.at("sslPolicy").filledText();
  if (policy.state === "unknown") return undetermined(policy);
  if (policy.state === "value") return judgePolicy(policy.value, `is ${policy.value}`);
  const protocol = textOf(listener, "protocol");
  if (protocol.state === "unknown") return undetermined(protocol);
  if (!WITH_POLICY.includes(protocol.value.toUpperCase()))
    return notApplicable(`a listener for ${protocol.value} has no TLS policy`);
  const taken = String(defaultOf(type, "sslPolicy"));
  return judgePolicy(taken, `is missing, so that ${taken} holds`);
}

function judgePolicy(policy: string, found: string): Outcome {
  const old = !FROM_TLS_1_2.test(policy);
  if (!old && !WITHOUT_FORWARD_SECRECY.test(policy)) return pass;
  return violation(old ? "old-tls" : "no-forward-secrecy", {
    message: `'sslPolicy' ${found}, which allows ${
      old ? "versions before TLS 1.2" : "suites without forward secrecy"
    }; TLS 1.2 or newer with forward secrecy is required`,
    fix: `set sslPolicy to ${LISTENER_POLICY} or a stricter one`,
    property: "sslPolicy",
  });
}

function judgeDomainName(inputs: Reader): Outcome {
  const policy = inputs.at("securityPolicy").filledText();
  if (policy.state === "unknown") return undetermined(policy);
  if (policy.state === "value" && GATEWAY_FROM_TLS_1_2.test(policy.value)) return pass;
  const found =
    policy.state === "value"
      ? `is ${policy.value}, which allows versions before TLS 1.2`
      : "is missing, so that nobody would notice it lowered: the provider compares only what is stated";
  return violation("old-tls", {
    message: `'securityPolicy' ${found}; ${GATEWAY_POLICY} or newer is required`,
    fix: `set securityPolicy to ${GATEWAY_POLICY}`,
    property: "securityPolicy",
  });
}
