import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { ingressesUseTls } from "./k8s-net-02";

const CERTIFICATE = "alb.ingress.kubernetes.io/certificate-arn";
const ingress = (spec: object, annotations: object = {}, type = "networking.k8s.io/v1:Ingress"): [Given] => [
  { type: `kubernetes:${type}`, name: "app", inputs: { metadata: { annotations }, spec } },
];
const rules = (...hosts: unknown[]) => hosts.map((host) => ({ host }));
const tls = (...hosts: unknown[]) => [{ secretName: "certificate", hosts }];
const FIX = `To mend it: name the host in spec.tls, or a certificate in the annotation ${CERTIFICATE}.`;

describe("K8S-NET-02", () => {
  testRule(ingressesUseTls, [
    {
      title: "one host",
      resources: ingress({ rules: rules("a.example.com"), tls: tls("a.example.com") }),
      expect: ["pass"],
    },
    {
      title: "two hosts in two entries",
      resources: ingress({
        rules: rules("a.example.com", "b.example.com"),
        tls: [...tls("b.example.com"), ...tls("a.example.com")],
      }),
      expect: ["pass"],
    },
    {
      title: "a wildcard certificate",
      resources: ingress({ rules: rules("a.example.com"), tls: tls("*.example.com") }),
      expect: ["pass"],
    },
    {
      title: "an entry for all hosts",
      resources: ingress({ rules: rules("a.example.com"), tls: [{ secretName: "x" }] }),
      expect: ["pass"],
    },
    {
      title: "a certificate of the balancer",
      resources: ingress({ rules: rules("a.example.com") }, { [CERTIFICATE]: "arn:aws:acm:x" }),
      expect: ["pass"],
    },
    {
      title: "in capitals",
      resources: ingress({ rules: rules("A.example.com"), tls: tls("a.EXAMPLE.com") }),
      expect: ["pass"],
    },
    { title: "no rules", resources: ingress({ tls: tls("a.example.com") }), expect: ["pass"] },
    {
      title: "not in the clear",
      resources: ingress(
        { rules: rules("a.example.com"), tls: tls("a.example.com") },
        { "kubernetes.io/ingress.allow-http": "false" },
      ),
      expect: ["pass"],
    },
    {
      title: "no TLS",
      resources: ingress({ rules: rules("a.example.com") }),
      expect: ["violation no-tls"],
      message: `host a.example.com is not among those of 'spec.tls', so that it answers in the clear; TLS is required for every host. ${FIX}`,
    },
    {
      title: "no TLS, in an API version of before",
      resources: ingress({ rules: rules("a.example.com") }, {}, "extensions/v1beta1:Ingress"),
      expect: ["violation no-tls"],
    },
    {
      title: "another host",
      resources: ingress({ rules: rules("a.example.com", "b.example.com"), tls: tls("a.example.com") }),
      expect: ["violation no-tls"],
    },
    {
      title: "nothing before another host: an entry without hosts would be for all",
      resources: ingress({ rules: rules("b.example.com"), tls: [null, ...tls("a.example.com")] }),
      expect: ["violation no-tls"],
    },
    {
      title: "a wildcard is for one label",
      resources: ingress({ rules: rules("a.b.example.com"), tls: tls("*.example.com") }),
      expect: ["violation no-tls"],
    },
    {
      title: "nothing at all",
      resources: ingress({}),
      expect: ["violation no-tls"],
      message: `the ingress answers in the clear: it has no 'spec.tls'; TLS is required for every host. ${FIX}`,
    },
    {
      title: "any host",
      resources: ingress({ rules: [{ http: {} }], tls: tls("a.example.com") }),
      expect: ["violation any-host"],
      message:
        "a rule names no host, so that it answers for every name that leads here; hosts named in full are required. To mend it: name the hosts in full.",
    },
    {
      title: "a wildcard host",
      resources: ingress({ rules: rules("*.example.com"), tls: tls("*.example.com") }),
      expect: ["violation wildcard-host"],
      message:
        "host '*.example.com' stands for names that nobody has chosen; hosts named in full are required. To mend it: name the hosts in full.",
    },
    {
      title: "in the clear, too",
      resources: ingress(
        { rules: rules("a.example.com"), tls: tls("a.example.com") },
        { "kubernetes.io/ingress.allow-http": "true" },
      ),
      expect: ["violation clear-text"],
      message:
        'annotation kubernetes.io/ingress.allow-http is true, so that the ingress also answers in the clear; false is required. To mend it: set kubernetes.io/ingress.allow-http to "false".',
    },
    {
      title: "tls not known",
      resources: ingress({ rules: rules("a.example.com"), tls: UNKNOWN }),
      expect: ["undetermined spec.tls"],
    },
    {
      title: "host not known",
      resources: ingress({ rules: rules(UNKNOWN), tls: tls("a.example.com") }),
      expect: ["undetermined spec.rules[0].host", "undetermined spec.rules[0].host"],
    },
  ]);
});
