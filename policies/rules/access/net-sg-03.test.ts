import { testRule } from "../../testing/cases";
import { trafficCases } from "../../testing/traffic-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { privatePortsAreNeverPublic } from "./net-sg-03";

const FIX = "To mend it: name the ranges or the security group that have to reach it.";
const SCHEME = "service.beta.kubernetes.io/aws-load-balancer-scheme";
const service = (port: unknown, spec: object = {}, annotations: unknown = {}): [Given] => [
  {
    type: "kubernetes:core/v1:Service",
    name: "it",
    inputs: { metadata: { annotations }, spec: { type: "LoadBalancer", ports: [{ port }], ...spec } },
  },
];

describe("NET-SG-03", () => {
  testRule(privatePortsAreNeverPublic, [
    ...trafficCases({
      direction: "ingress",
      complies: {
        "Prometheus from inside": { ports: [9090, 9090], ipv4: "10.0.0.0/8" },
        "HTTPS from everywhere": { ports: [443, 443], ipv4: "0.0.0.0/0" },
        "a port between": { ports: [9094, 9099], ipv4: "0.0.0.0/0" },
        "Kafka from another group": { ports: [9092, 9092], more: { self: true } },
        ping: { protocol: "icmp", ports: [8, 0], ipv4: "0.0.0.0/0" },
      },
      breaks: {
        Prometheus: [
          { ports: [9090, 9090], ipv4: "0.0.0.0/0" },
          "private-port",
          `lets 0.0.0.0/0 at port 9090 (Prometheus); these are never public. ${FIX}`,
        ],
        "Elasticsearch, the new way": [{ ports: [9200, 9200], ipv6: "::/0" }, "private-port"],
        "a range": [
          { ports: [9090, 9200], ipv4: "0.0.0.0/0" },
          "private-port",
          `lets 0.0.0.0/0 at ports 9090 (Prometheus), 9091 (Pushgateway), 9092 (Kafka) and 4 more; these are never public. ${FIX}`,
        ],
        everything: [{ protocol: "-1", ipv4: "0.0.0.0/0" }, "private-port"],
        "memcached by UDP": [{ protocol: "udp", ports: [11211, 11211], ipv4: "0.0.0.0/0" }, "private-port"],
      },
    }),
    { title: "a Service on a public port", resources: service(443), expect: ["pass"] },
    {
      title: "a Service inside the cluster",
      resources: service(9090, { type: "ClusterIP" }),
      expect: ["notApplicable"],
      message: "a Service of type ClusterIP has no load balancer",
    },
    {
      title: "an internal load balancer",
      resources: service(9090, {}, { [SCHEME]: "internal" }),
      expect: ["pass"],
    },
    {
      title: "an internal load balancer of the old kind",
      resources: service(9090, {}, { "service.beta.kubernetes.io/aws-load-balancer-internal": "true" }),
      expect: ["pass"],
    },
    {
      title: "a load balancer for an office",
      resources: service(3000, { loadBalancerSourceRanges: ["203.0.113.0/24"] }),
      expect: ["pass"],
    },
    {
      title: "a load balancer for everybody",
      resources: service(3000, {}, { [SCHEME]: "internet-facing" }),
      expect: ["violation private-port"],
      message: `the Service's load balancer is open to the internet at port 3000 (Grafana); these are never public. To mend it: annotate it with ${SCHEME}: internal, or name who may in spec.loadBalancerSourceRanges.`,
    },
    {
      title: "a load balancer for the ranges of everybody",
      resources: service(3000, { loadBalancerSourceRanges: ["0.0.0.0/0"] }),
      expect: ["violation private-port"],
    },
    {
      title: "annotations that are not known",
      resources: service(3000, {}, UNKNOWN),
      expect: ["undetermined metadata.annotations"],
    },
  ]);
});
