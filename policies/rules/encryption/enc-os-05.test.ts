import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { secret } from "../../testing/wrapped";
import { searchDomainsUseModernTls } from "./enc-os-05";

const domain = (options: unknown, type = "aws:opensearch/domain:Domain"): [Given] => [
  {
    type,
    name: "logs",
    inputs: { domainName: "logs", ...(options !== undefined && { domainEndpointOptions: options }) },
  },
];
const ELASTICSEARCH = "aws:elasticsearch/domain:Domain";
const enforced = (tlsSecurityPolicy: unknown) => ({ enforceHttps: true, tlsSecurityPolicy });
const passes = (title: string, options: unknown, type?: string): RuleCase => ({
  title,
  resources: domain(options, type),
  expect: ["pass"],
});
const fails = (title: string, reasons: readonly string[], options: unknown, type?: string): RuleCase => ({
  title,
  resources: domain(options, type),
  expect: reasons.map((reason) => `violation ${reason}`),
});
const MEND =
  "a policy that begins with TLS 1.2 is required. To mend it: set domainEndpointOptions.tlsSecurityPolicy to Policy-Min-TLS-1-2-2019-07, " +
  "or to Policy-Min-TLS-1-2-PFS-2023-10, which also asks for forward secrecy.";

describe("ENC-OS-05", () => {
  testRule(searchDomainsUseModernTls, [
    passes("TLS 1.2", enforced("Policy-Min-TLS-1-2-2019-07")),
    passes("TLS 1.2 with forward secrecy", enforced("Policy-Min-TLS-1-2-PFS-2023-10")),
    passes("the suites of RFC 9151", enforced("Policy-Min-TLS-1-2-RFC9151-2024-08")),
    passes("a policy still to come", enforced("Policy-Min-TLS-1-3-2030-01")),
    passes("an older domain", enforced("Policy-Min-TLS-1-2-2019-07"), ELASTICSEARCH),
    passes("options in a list of one", [enforced("Policy-Min-TLS-1-2-2019-07")]),
    passes("as texts", { enforceHttps: "true", tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" }),
    passes("as a secret", { ...enforced(secret("Policy-Min-TLS-1-2-2019-07")) }),
    {
      ...fails("TLS 1.0", ["old-tls"], enforced("Policy-Min-TLS-1-0-2019-07")),
      message: `'domainEndpointOptions.tlsSecurityPolicy' is 'Policy-Min-TLS-1-0-2019-07'; ${MEND}`,
    },
    {
      ...fails("no policy", ["old-tls"], { enforceHttps: true }),
      message: `'domainEndpointOptions.tlsSecurityPolicy' is missing, so that TLS 1.0 is spoken; ${MEND}`,
    },
    fails("TLS 1.0 on an older domain", ["old-tls"], enforced("Policy-Min-TLS-1-0-2019-07"), ELASTICSEARCH),
    fails("an empty policy", ["old-tls"], enforced("")),
    fails("a policy of a load balancer", ["old-tls"], enforced("ELBSecurityPolicy-TLS13-1-2-2021-06")),
    {
      ...fails("HTTP, too", ["http"], {
        enforceHttps: false,
        tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07",
      }),
      message:
        "'domainEndpointOptions.enforceHttps' is false, so that the domain also answers over HTTP, without any version of TLS; " +
        "true is required. To mend it: set domainEndpointOptions.enforceHttps to true.",
    },
    fails("only a policy", ["http"], { tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" }),
    fails("nothing said", ["http", "old-tls"], undefined),
    fails("no option", ["http", "old-tls"], {}),
    {
      ...fails("all wrong, in a secret", ["http", "old-tls"], { enforceHttps: secret(false) }),
      byHand: true,
    },
    {
      title: "policy not known",
      resources: domain(enforced(UNKNOWN)),
      expect: ["undetermined domainEndpointOptions.tlsSecurityPolicy"],
    },
    {
      title: "options not known",
      resources: domain(UNKNOWN),
      expect: ["undetermined domainEndpointOptions"],
    },
  ]);
});
