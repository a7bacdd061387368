import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { tlsPoliciesAreModern } from "./enc-tls-02";

const LISTENER = "aws:lb/listener:Listener";
const listener = (sslPolicy: unknown, more: Record<string, unknown> = {}, type = LISTENER): [Given] => [
  {
    type,
    name: "front",
    inputs: { port: 443, protocol: "HTTPS", ...(sslPolicy !== undefined && { sslPolicy }), ...more },
  },
];
const domainName = (securityPolicy: unknown): [Given] => [
  {
    type: "aws:apigateway/domainName:DomainName",
    name: "api",
    inputs: { domainName: "api.example.com", ...(securityPolicy !== undefined && { securityPolicy }) },
  },
];
const passes = (title: string, resources: [Given]): RuleCase => ({ title, resources, expect: ["pass"] });
const fails = (title: string, reason: string, resources: [Given]): RuleCase => ({
  title,
  resources,
  expect: [`violation ${reason}`],
});
const WANTED =
  "TLS 1.2 or newer with forward secrecy is required. To mend it: set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06 or a stricter one.";

describe("ENC-TLS-02", () => {
  testRule(tlsPoliciesAreModern, [
    ...[
      "ELBSecurityPolicy-TLS13-1-3-2021-06",
      "ELBSecurityPolicy-TLS13-1-2-2021-06",
      "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04",
      "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
      "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      "ELBSecurityPolicy-FS-1-2-Res-2020-10",
      "ELBSecurityPolicy-FS-1-2-2019-08",
    ].map((policy) => passes(policy, listener(policy))),
    passes("a network load balancer", listener("ELBSecurityPolicy-TLS13-1-2-2021-06", { protocol: "TLS" })),
    passes(
      "the other spelling",
      listener("ELBSecurityPolicy-TLS13-1-2-2021-06", {}, "aws:alb/listener:Listener"),
    ),
    passes("API Gateway", domainName("TLS_1_2")),
    passes("API Gateway, a policy by name", domainName("SecurityPolicy_TLS13_1_3_2025_09")),
    {
      title: "HTTP",
      resources: listener(undefined, { protocol: "HTTP" }),
      expect: ["notApplicable"],
      message: "a listener for HTTP has no TLS policy",
    },
    { title: "TCP", resources: listener(undefined, { protocol: "TCP" }), expect: ["notApplicable"] },
    {
      title: "no protocol",
      resources: listener(undefined, { protocol: undefined }),
      expect: ["notApplicable"],
    },
    {
      ...fails("nothing said", "old-tls", listener(undefined)),
      message: `'sslPolicy' is missing, so that ELBSecurityPolicy-2016-08 holds, which allows versions before TLS 1.2; ${WANTED}`,
    },
    ...[
      "ELBSecurityPolicy-2016-08",
      "ELBSecurityPolicy-TLS-1-0-2015-04",
      "ELBSecurityPolicy-TLS-1-1-2017-01",
      "ELBSecurityPolicy-FS-2018-06",
      "ELBSecurityPolicy-FS-1-1-2019-08",
      "ELBSecurityPolicy-TLS13-1-0-2021-06",
      "ELBSecurityPolicy-TLS13-1-1-2021-06",
    ].map((policy) => fails(policy, "old-tls", listener(policy))),
    {
      ...fails(
        "ELBSecurityPolicy-TLS-1-2-2017-01",
        "no-forward-secrecy",
        listener("ELBSecurityPolicy-TLS-1-2-2017-01"),
      ),
      message: `'sslPolicy' is ELBSecurityPolicy-TLS-1-2-2017-01, which allows suites without forward secrecy; ${WANTED}`,
    },
    ...[
      "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
      "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
      "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04",
    ].map((policy) => fails(policy, "no-forward-secrecy", listener(policy))),
    fails("TLS, nothing said", "old-tls", listener(undefined, { protocol: "tls" })),
    fails(
      "an old policy where none is used",
      "old-tls",
      listener("ELBSecurityPolicy-TLS-1-1-2017-01", { protocol: "HTTP" }),
    ),
    fails("API Gateway, TLS 1.0", "old-tls", domainName("TLS_1_0")),
    fails("API Gateway, nothing said", "old-tls", domainName(undefined)),
    { title: "policy not known", resources: listener(UNKNOWN), expect: ["undetermined sslPolicy"] },
    {
      title: "protocol not known",
      resources: listener(undefined, { protocol: UNKNOWN }),
      expect: ["undetermined protocol"],
    },
    {
      title: "API Gateway, not known",
      resources: domainName(UNKNOWN),
      expect: ["undetermined securityPolicy"],
    },
  ]);
});
