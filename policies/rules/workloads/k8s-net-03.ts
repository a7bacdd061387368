import { formsOf, objectsOf } from "../../evaluation/kubernetes-objects";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const SERVICE = "kubernetes:core/v1:Service";

/** Annotations by which a load balancer is told to stay inside, and the values that do. */
const INTERNAL: Readonly<Record<string, readonly string[]>> = {
  "service.beta.kubernetes.io/aws-load-balancer-scheme": ["internal"],
  "service.beta.kubernetes.io/aws-load-balancer-internal": ["true", "0.0.0.0/0"],
  "service.beta.kubernetes.io/azure-load-balancer-internal": ["true"],
  "networking.gke.io/load-balancer-type": ["internal"],
  "cloud.google.com/load-balancer-type": ["internal"],
};
const SCHEME = "service.beta.kubernetes.io/aws-load-balancer-scheme";

/** Controllers whose load balancers are internal unless they are told otherwise: EKS Auto Mode's, and AWS' own. */
const INTERNAL_BY_DEFAULT: readonly string[] = ["eks.amazonaws.com/nlb", "service.k8s.aws/nlb"];

const FIX = `make it a ClusterIP, or give it the annotation ${SCHEME}: internal`;

export const servicesAreNotPublic: ResourceRule = {
  id: "K8S-NET-03",
  slug: "services-are-not-public",
  title: "No public LoadBalancer, NodePort or externalIPs services",
  severity: "high",
  scope: "resource",
  types: formsOf([SERVICE]),
  controls: {
    soc2: ["CC6.6"],
    pci: ["1.4.4", "1.3.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.20"],
  },
  remediation: `Make the service a ClusterIP behind an ingress, or give its load balancer the annotation ${SCHEME}: internal.`,
  url: "https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html",
  check(resource) {
    const outcomes = objectsOf(resource, [SERVICE]).flatMap(({ body }) => [
      judgeType(body),
      judgeAddresses(body),
    ]);
    return outcomes.length === 0 ? notApplicable("the list holds no services") : allOf(outcomes);
  },
};

function judgeType(body: Reader): Outcome {
  const place = body.at("spec", "type");
  const type = place.filledText();
  if (type.state === "unknown") return place.isGap ? pass : undetermined(type);
  if (type.state === "value" && type.value === "NodePort") {
    return violation("node-port", {
      message:
        "the service is of type NodePort, which opens a port on every node, past its load balancer and firewall rules; ClusterIP or an internal load balancer is allowed",
      fix: FIX,
      property: place.path,
    });
  }
  return type.state === "value" && type.value === "LoadBalancer" ? judgeBalancer(body, place) : pass;
}

function judgeBalancer(body: Reader, place: Reader): Outcome {
  const annotations = body.at("metadata", "annotations");
  const reads = Object.entries(INTERNAL).map(([name, values]) => ({
    values,
    read: annotations.at(name).filledText(),
  }));
  if (reads.some(({ read, values }) => read.state === "value" && values.includes(read.value.toLowerCase())))
    return pass;
  const unknown = reads.find(({ read }) => read.state === "unknown")?.read;
  if (unknown?.state === "unknown") return undetermined(unknown);
  const balancerClass = body.at("spec", "loadBalancerClass").filledText();
  if (balancerClass.state === "unknown") return undetermined(balancerClass);
  const told = annotations.at(SCHEME).state !== "absent";
  if (balancerClass.state === "value" && INTERNAL_BY_DEFAULT.includes(balancerClass.value) && !told)
    return pass;
  return violation("public-balancer", {
    message:
      "the service is of type LoadBalancer and says nowhere that it is internal, so that the internet reaches it; an internal load balancer is allowed",
    fix: FIX,
    property: place.path,
  });
}

/** Traffic to an external address is taken by whoever names it in a service, wherever it was meant to go (CVE-2020-8554). */
function judgeAddresses(body: Reader): Outcome {
  const place = body.at("spec", "externalIPs");
  const addresses = place.list();
  if (addresses.state === "unknown") return place.isGap ? pass : undetermined(addresses);
  if (addresses.state === "absent" || addresses.value.length === 0) return pass;
  const reads = addresses.value.map((each) => each.filledText());
  const names = reads.flatMap((read) => (read.state === "value" ? [read.value] : []));
  const unknown = reads.find(({ state }) => state === "unknown");
  if (names.length === 0) return unknown?.state === "unknown" ? undetermined(unknown) : pass;
  return violation("external-addresses", {
    message: `'externalIPs' takes traffic to ${names.join(", ")} away from wherever it was meant to go; none may be set`,
    fix: "take externalIPs out",
    property: place.path,
  });
}
