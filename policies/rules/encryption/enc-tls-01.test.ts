import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { listenersAreEncrypted } from "./enc-tls-01";

const LISTENER = "aws:lb/listener:Listener";
const listener = (inputs: Record<string, unknown>, type = LISTENER): [Given] => [
  { type, name: "front", inputs },
];
const classic = (...listeners: unknown[]): [Given] => [
  { type: "aws:elb/loadBalancer:LoadBalancer", name: "old", inputs: { listeners } },
];
const to = (protocol: unknown) => ({
  type: "redirect",
  redirect: { protocol, port: "443", statusCode: "HTTP_301" },
});
const FORWARD = {
  type: "forward",
  targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/a/b",
};
const http = (...defaultActions: unknown[]) => listener({ port: 80, protocol: "HTTP", defaultActions });
const passes = (title: string, resources: [Given]): RuleCase => ({ title, resources, expect: ["pass"] });
const fails = (title: string, reason: string, resources: [Given]): RuleCase => ({
  title,
  resources,
  expect: [`violation ${reason}`],
});

describe("ENC-TLS-01", () => {
  testRule(listenersAreEncrypted, [
    passes("HTTPS", listener({ port: 443, protocol: "HTTPS", defaultActions: [FORWARD] })),
    passes(
      "HTTPS in the provider's other spelling",
      listener({ port: 8443, protocol: "HTTPS" }, "aws:alb/listener:Listener"),
    ),
    passes("TLS", listener({ port: 443, protocol: "TLS", defaultActions: [FORWARD] })),
    passes("a redirect", http(to("HTTPS"))),
    passes(
      "a redirect that does not say what it listens to",
      listener({ port: 80, defaultActions: [to("HTTPS")] }),
    ),
    passes(
      "a redirect in small letters, not in a list",
      listener({ port: 80, protocol: "http", defaultActions: to("https") }),
    ),
    passes(
      "a classic one",
      classic({ lbPort: 443, lbProtocol: "https", instanceProtocol: "http" }, { lbProtocol: "SSL" }),
    ),
    {
      title: "TCP",
      resources: listener({ port: 9094, protocol: "TCP", defaultActions: [FORWARD] }),
      expect: ["notApplicable"],
      message: "it passes TCP on as it comes",
    },
    {
      title: "a gateway's",
      resources: listener({ defaultActions: [FORWARD] }),
      expect: ["notApplicable"],
      message: "it names neither protocol nor port, as listeners of gateway load balancers do",
    },
    { title: "a classic one without any", resources: classic(), expect: ["notApplicable"] },
    {
      ...fails("a classic one for TCP", "passed-on", classic({ lbProtocol: "tcp" })),
      message:
        "'listeners[0].lbProtocol' is tcp, so that nothing tells whether what passes is encrypted; https or ssl is required. " +
        "To mend it: set listeners[0].lbProtocol to https and listeners[0].sslCertificateId to a certificate.",
    },
    {
      ...fails("HTTP", "http", http(FORWARD)),
      message:
        "'protocol' is HTTP, and the listener does something else than to redirect; HTTPS or TLS is required. " +
        "To mend it: set protocol to HTTPS with a certificateArn, or let one redirect to HTTPS be its only default action.",
    },
    fails(
      "HTTP on the port of HTTPS",
      "http",
      listener({ port: 443, protocol: "HTTP", defaultActions: [FORWARD] }),
    ),
    fails("nothing said of the protocol", "http", listener({ port: 80, defaultActions: [FORWARD] })),
    fails("no action", "http", http()),
    fails("two redirects, of which one is never taken", "http", http(to("HTTPS"), to("HTTPS"))),
    fails("a fixed answer", "http", http({ type: "fixed-response", fixedResponse: { statusCode: "200" } })),
    {
      ...fails("a redirect to HTTP", "redirect-to-http", http(to("HTTP"))),
      message:
        "'protocol' is HTTP, and the redirect's protocol is HTTP; HTTPS is required. To mend it: set defaultActions[0].redirect.protocol to HTTPS.",
    },
    fails("a redirect that keeps the protocol", "redirect-to-http", http(to("#{protocol}"))),
    fails("a redirect to nowhere", "redirect-to-http", http({ type: "redirect" })),
    fails("a classic one", "http", classic({ lbProtocol: "https" }, { lbPort: 80, lbProtocol: "HTTP" })),
    fails("a classic one that says nothing", "http", classic({ lbPort: 80 })),
    {
      title: "protocol not known",
      resources: listener({ port: 80, protocol: UNKNOWN, defaultActions: [FORWARD] }),
      expect: ["undetermined protocol"],
    },
    { title: "action not known", resources: http(UNKNOWN), expect: ["undetermined defaultActions[0]"] },
    {
      title: "target not known",
      resources: http(to(UNKNOWN)),
      expect: ["undetermined defaultActions[0].redirect.protocol"],
    },
    {
      title: "a classic one whose protocol is not known",
      resources: classic({ lbProtocol: UNKNOWN }),
      expect: ["undetermined listeners[0].lbProtocol"],
    },
  ]);
});
