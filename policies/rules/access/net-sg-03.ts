import { every, some, type Answer } from "../../evaluation/answer";
import { coversPort, lets, meetsInternet, type TrafficRule } from "../../evaluation/network/traffic";
import { internetAmong } from "../../evaluation/network/cidr";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";
import { INGRESS_TYPES, judgeTraffic, sourceOf, type TrafficFault } from "./traffic-rule";

const SERVICE = "kubernetes:core/v1:Service";

/** Ports that serve programs and operators, not the public: what listens there trusts whoever reaches it, or guards itself by a password. */
const PRIVATE_PORTS: Readonly<Record<number, string>> = {
  20: "FTP data",
  21: "FTP",
  22: "SSH",
  23: "Telnet",
  110: "POP3",
  135: "RPC",
  137: "NetBIOS name service",
  138: "NetBIOS datagrams",
  139: "NetBIOS sessions",
  161: "SNMP",
  389: "LDAP",
  445: "SMB",
  636: "LDAPS",
  1433: "SQL Server",
  1434: "SQL Server browser",
  1521: "Oracle",
  2375: "Docker",
  2376: "Docker",
  2379: "etcd",
  2380: "etcd",
  2382: "SQL Server Analysis Services",
  2383: "SQL Server Analysis Services",
  2483: "Oracle",
  2484: "Oracle over TLS",
  3000: "Grafana",
  3020: "CIFS",
  3100: "Loki",
  3200: "Tempo",
  3306: "MySQL",
  3389: "Remote Desktop",
  4317: "OpenTelemetry",
  4318: "OpenTelemetry",
  4333: "mSQL",
  4505: "Salt",
  4506: "Salt",
  5432: "PostgreSQL",
  5500: "VNC",
  5601: "Kibana",
  5900: "VNC",
  6379: "Redis",
  6443: "Kubernetes API",
  7000: "Cassandra",
  7001: "Cassandra over TLS",
  7199: "Cassandra JMX",
  8020: "HDFS",
  8428: "VictoriaMetrics",
  8480: "VictoriaMetrics insert",
  8481: "VictoriaMetrics select",
  8482: "VictoriaMetrics storage",
  8888: "OpenTelemetry collector",
  9000: "MinIO",
  9009: "Mimir",
  9042: "Cassandra",
  9090: "Prometheus",
  9091: "Pushgateway",
  9092: "Kafka",
  9093: "Alertmanager",
  9100: "node exporter",
  9160: "Cassandra Thrift",
  9200: "Elasticsearch",
  9300: "Elasticsearch",
  10250: "kubelet",
  11211: "memcached",
  11214: "memcached over TLS",
  11215: "memcached over TLS",
  14250: "Jaeger",
  27017: "MongoDB",
  27018: "MongoDB",
  50070: "HDFS NameNode",
  61620: "Cassandra OpsCenter",
  61621: "Cassandra OpsCenter",
};
const PORTS = Object.keys(PRIVATE_PORTS).map(Number);

const isPrivate: TrafficFault = {
  reason: "private-port",
  is: (rule) =>
    every([lets(rule, "ingress"), meetsInternet(rule), some(PORTS.map((port) => covers(rule, port)))]),
  says: (rule) =>
    `lets ${sourceOf(rule)} at ${named(PORTS.filter((port) => covers(rule, port) === true))}; these are never public`,
  fix: "name the ranges or the security group that have to reach it",
};

export const privatePortsAreNeverPublic: ResourceRule = {
  id: "NET-SG-03",
  slug: "private-ports-are-never-public",
  title: "Observability and data ports are never public",
  severity: "critical",
  controls: {
    soc2: ["CC6.6"],
    pci: ["1.3.1", "1.4.4", "2.2.4"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.20", "A.8.22"],
  },
  scope: "resource",
  types: [...INGRESS_TYPES, SERVICE],
  remediation:
    "Name the ranges or security groups that have to reach the port; make load balancers internal.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  check: (resource) =>
    resource.type === SERVICE ? judgeService(resource.inputs) : judgeTraffic(resource, [isPrivate]),
};

function covers(rule: TrafficRule, port: number): Answer {
  return some([coversPort(rule, port, "tcp"), coversPort(rule, port, "udp")]);
}

/** So many ports a message names; the rest is counted. */
const NAMED = 3;

function named(ports: readonly number[]): string {
  const texts = ports.slice(0, NAMED).map((port) => `${port} (${PRIVATE_PORTS[port] ?? ""})`);
  const more = ports.length - NAMED;
  return `port${ports.length > 1 ? "s" : ""} ${texts.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Annotations with which a load balancer of a Service stays inside: of the AWS controller, and of the cloud provider that was before it. */
const SCHEME = "service.beta.kubernetes.io/aws-load-balancer-scheme";
const INTERNAL = "service.beta.kubernetes.io/aws-load-balancer-internal";

function judgeService(inputs: Reader): readonly Outcome[] {
  const kind = orDefault(inputs.at("spec", "type").filledText(), "ClusterIP");
  if (kind.state === "value" && kind.value !== "LoadBalancer")
    return [notApplicable(`a Service of type ${kind.value} has no load balancer`)];
  const ports = inputs.at("spec", "ports").list();
  if (ports.state === "unknown") return [undetermined(ports)];
  const wrong = allOf([pass, ...(ports.state === "value" ? ports.value.map(judgePort) : [])]);
  if (wrong[0]?.kind === "pass") return wrong;
  if (kind.state === "unknown") return [undetermined(kind)];
  const inside = staysInside(inputs);
  return inside === true ? [pass] : inside === false ? wrong : [undetermined(inside)];
}

function judgePort(place: Reader): Outcome {
  const port = place.at("port").number();
  if (port.state === "unknown") return undetermined(port);
  if (port.state === "absent" || !PORTS.includes(port.value)) return pass;
  return violation("private-port", {
    message: `the Service's load balancer is open to the internet at ${named([port.value])}; these are never public`,
    fix: `annotate it with ${SCHEME}: internal, or name who may in spec.loadBalancerSourceRanges`,
    property: place.path,
  });
}

function staysInside(inputs: Reader): Answer {
  const annotations = inputs.at("metadata", "annotations");
  const scheme = annotations.at(SCHEME).filledText();
  const internal = annotations.at(INTERNAL).filledText();
  const ranges = inputs.at("spec", "loadBalancerSourceRanges").list();
  const texts = ranges.state === "value" ? ranges.value.map((place) => place.filledText()) : [];
  const known = texts.flatMap((text) => (text.state === "value" ? [text.value] : []));
  const restricted =
    ranges.state === "unknown"
      ? ranges
      : every([
          texts.length > 0,
          internetAmong(known) === undefined,
          ...texts.filter((text) => text.state === "unknown"),
        ]);
  return some([
    scheme.state === "unknown" ? scheme : scheme.state === "value" && scheme.value === "internal",
    internal.state === "unknown"
      ? internal
      : internal.state === "value" && !["false", "0"].includes(internal.value),
    restricted,
  ]);
}
