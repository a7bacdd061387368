import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { podTypes, workloadsOf } from "../../evaluation/pods";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";

/** Where what names no namespace lands. */
const DEFAULT_NAMESPACE = "default";

export const workloadsHaveNamespaces: ResourceRule = {
  id: "K8S-NS-02",
  slug: "workloads-have-namespaces-of-their-own",
  title: "Workloads are not in default or kube-system",
  severity: "medium",
  scope: "resource",
  types: podTypes,
  controls: {
    soc2: ["CC6.6"],
    pci: ["1.4.1", "2.2.3"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.22"],
  },
  remediation: "Name a namespace of the workload's own in metadata.namespace.",
  url: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
  check(resource) {
    const outcomes = workloadsOf(resource).map(({ body }) =>
      judge(body.at("metadata", "namespace"), resource),
    );
    return outcomes.length === 0 ? notApplicable("the list holds no workloads") : outcomes;
  },
};

function judge(place: Reader, resource: Resource): Outcome {
  const own = place.filledText();
  if (own.state === "unknown") return undetermined(own);
  // The provider's namespace is that of everything that names none.
  const inherited = own.state === "value" ? own : resource.provider?.at("namespace").filledText();
  if (inherited?.state === "unknown") return undetermined(inherited);
  const namespace = inherited?.state === "value" ? inherited.value : undefined;
  const fix = "name a namespace of the workload's own in metadata.namespace";
  if (namespace === undefined || namespace === DEFAULT_NAMESPACE) {
    const found =
      namespace === undefined ? "'metadata.namespace' is missing, so that it lands in" : "the workload is in";
    return violation("default", {
      message: `${found} the namespace ${DEFAULT_NAMESPACE}, where no policies, quotas and rights are made for it; a namespace of its own is required`,
      fix,
      property: place.path,
    });
  }
  if (!namespace.startsWith("kube-")) return pass;
  return violation("kube-system", {
    message: `the workload is in the namespace ${namespace}, which is Kubernetes' own and exempt from what holds elsewhere; a namespace of its own is required`,
    fix,
    property: place.path,
  });
}
