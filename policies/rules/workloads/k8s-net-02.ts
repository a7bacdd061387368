import { formsOf, objectsOf } from "../../evaluation/kubernetes-objects";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader, Unknown } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";

/** By which AWS' load balancer controller and EKS Auto Mode are given a certificate; they then listen on 443 only. */
const CERTIFICATE_ANNOTATION = "alb.ingress.kubernetes.io/certificate-arn";

/** By which an ingress says whether it also answers in the clear. */
const ALLOW_HTTP_ANNOTATION = "kubernetes.io/ingress.allow-http";

export const ingressesUseTls: ResourceRule = {
  id: "K8S-NET-02",
  slug: "ingresses-use-tls",
  title: "Ingresses use TLS and no wildcard hosts",
  severity: "high",
  scope: "resource",
  types: formsOf([INGRESS]),
  controls: {
    soc2: ["CC6.7"],
    pci: ["4.2.1"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24"],
  },
  remediation: `Name every host in spec.tls, or a certificate in the annotation ${CERTIFICATE_ANNOTATION}, and name hosts in full.`,
  url: "https://kubernetes.io/docs/concepts/services-networking/ingress/#tls",
  check(resource) {
    const outcomes = objectsOf(resource, [INGRESS]).flatMap(({ body }) => judge(body));
    return outcomes.length === 0 ? notApplicable("the list holds no ingresses") : allOf(outcomes);
  },
};

function judge(body: Reader): readonly Outcome[] {
  const rules = body.at("spec", "rules");
  const list = rules.list();
  if (list.state === "unknown") return [rules.isGap ? pass : undetermined(list)];
  const hosts = list.state === "value" ? list.value.map((each) => each.at("host")) : [];
  const covered = coverage(body);
  return [
    judgeClearText(body),
    ...hosts.map(judgeHost),
    ...(hosts.length === 0 ? [judgeCoverage(undefined, body.at("spec", "tls"), covered)] : []),
    ...hosts.map((host) => judgeCoverage(host, host, covered)),
  ];
}

/** Which hosts have a certificate: all of them, or those that are named, and what is not known of them. */
interface Coverage {
  readonly all: boolean;
  readonly hosts: readonly string[];
  readonly unknown?: Unknown;
}

function coverage(body: Reader): Coverage {
  const certificate = body.at("metadata", "annotations", CERTIFICATE_ANNOTATION).filledText();
  const tls = body.at("spec", "tls").list();
  const lists = (tls.state === "value" ? tls.value : [])
    .filter(({ state }) => state !== "absent")
    .map((each) => each.at("hosts").list());
  const names = lists.flatMap((list) =>
    list.state === "value" ? list.value.map((each) => each.filledText()) : [],
  );
  const unknown = [certificate, tls, ...lists, ...names].find((read) => read.state === "unknown");
  return {
    // An entry that names no hosts is for all of them.
    all: certificate.state === "value" || lists.some(({ state }) => state === "absent"),
    hosts: names.flatMap((name) => (name.state === "value" ? [name.value.toLowerCase()] : [])),
    ...(unknown?.state === "unknown" && { unknown }),
  };
}

function judgeCoverage(host: Reader | undefined, place: Reader, covered: Coverage): Outcome {
  if (covered.all) return pass;
  const name = host?.filledText() ?? { state: "absent" as const };
  if (name.state === "unknown") return undetermined(name);
  const asked = name.state === "value" ? name.value.toLowerCase() : undefined;
  if (asked === undefined ? covered.hosts.length > 0 : covered.hosts.some((each) => matches(each, asked)))
    return pass;
  if (covered.unknown !== undefined) return undetermined(covered.unknown);
  const what =
    asked === undefined
      ? "the ingress answers in the clear: it has no 'spec.tls'"
      : `host ${asked} is not among those of 'spec.tls', so that it answers in the clear`;
  return violation("no-tls", {
    message: `${what}; TLS is required for every host`,
    fix: `name the host in spec.tls, or a certificate in the annotation ${CERTIFICATE_ANNOTATION}`,
    property: place.path,
  });
}

/** Whether a certificate's host is a host, or the wildcard of one label before it. */
function matches(certificate: string, host: string): boolean {
  return (
    certificate === host ||
    (certificate.startsWith("*.") && host.slice(host.indexOf(".")) === certificate.slice(1))
  );
}

function judgeHost(place: Reader): Outcome {
  const host = place.filledText();
  if (host.state === "unknown") return undetermined(host);
  const fix = "name the hosts in full";
  if (host.state === "absent") {
    return violation("any-host", {
      message:
        "a rule names no host, so that it answers for every name that leads here; hosts named in full are required",
      fix,
      property: place.path,
    });
  }
  if (!host.value.includes("*")) return pass;
  return violation("wildcard-host", {
    message: `host '${host.value}' stands for names that nobody has chosen; hosts named in full are required`,
    fix,
    property: place.path,
  });
}

function judgeClearText(body: Reader): Outcome {
  const place = body.at("metadata", "annotations", ALLOW_HTTP_ANNOTATION);
  const allowed = place.flag();
  if (allowed.state === "unknown") return place.isGap ? pass : undetermined(allowed);
  if (allowed.state === "absent" || !allowed.value) return pass;
  return violation("clear-text", {
    message: `annotation ${ALLOW_HTTP_ANNOTATION} is true, so that the ingress also answers in the clear; false is required`,
    fix: `set ${ALLOW_HTTP_ANNOTATION} to "false"`,
    property: place.path,
  });
}
