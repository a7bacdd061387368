import { objectsOf, ownFormsOf } from "../../evaluation/kubernetes-objects";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { podTypes, type Pod } from "../../evaluation/pods";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";
import { judgePods } from "./pod-rule";

const ACCOUNT = "kubernetes:core/v1:ServiceAccount";

/** Annotation of pods and service accounts that talk to the Kubernetes API, with the reason as its value. */
const API_CLIENT = "pharos.io/kubernetes-api";

/** The account of pods that name none. */
const DEFAULT_ACCOUNT = "default";

export const tokensAreNotMounted: ResourceRule = {
  id: "K8S-SA-01",
  slug: "service-account-tokens-are-not-mounted",
  title: "Service-account tokens are not auto-mounted",
  severity: "medium",
  scope: "resource",
  types: [...podTypes, ...ownFormsOf([ACCOUNT])],
  controls: {
    soc2: ["CC6.1", "CC6.3"],
    pci: ["7.2.5", "8.6.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.18"],
  },
  remediation: `Set automountServiceAccountToken to false. What talks to the Kubernetes API gets an account of its own and the annotation ${API_CLIENT} with the reason.`,
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
  check(resource) {
    const accounts = objectsOf(resource, [ACCOUNT]).map(({ body }) => judgeAccount(body));
    if (resource.type.startsWith(ACCOUNT)) return allOf(accounts);
    return [...judgePods(resource, judgePod), ...accounts];
  },
};

/** The account decides for all pods that say nothing. */
function judgeAccount(body: Reader): Outcome {
  const place = body.at("automountServiceAccountToken");
  return unlessClient([body.at("metadata", "annotations")], () =>
    judgeMount(place, () =>
      violation("account-mounts", {
        message:
          "'automountServiceAccountToken' of the service account is not set, which means true: every pod that uses it carries a key to the Kubernetes API; false is required",
        fix: "set automountServiceAccountToken to false",
        property: place.path,
      }),
    ),
  );
}

function judgePod(pod: Pod): readonly Outcome[] {
  const place = pod.at("automountServiceAccountToken");
  const account = pod.at("serviceAccountName");
  const annotations = [pod.metadata.at("annotations"), pod.object.body.at("metadata", "annotations")];
  return [unlessClient(annotations, () => judgeMount(place, () => judgeSilentPod(place, account, pod)))];
}

function judgeMount(place: Reader, unsaid: () => Outcome): Outcome {
  const mounted = place.flag();
  if (mounted.state === "unknown") return undetermined(mounted);
  if (mounted.state === "absent") return unsaid();
  if (!mounted.value) return pass;
  return violation("token-mounted", {
    message:
      "'automountServiceAccountToken' is true, so that whoever gets into the pod holds a key to the Kubernetes API; false is required",
    fix: `set automountServiceAccountToken to false, or say in the annotation ${API_CLIENT} what it needs the API for`,
    property: place.path,
  });
}

/** A pod that says nothing mounts what its account says, which is judged itself; the default account says nothing. */
function judgeSilentPod(place: Reader, account: Reader, pod: Pod): Outcome {
  const former = pod.at("serviceAccount");
  const [name] = [account, former].map((each) => each.filledText()).filter(({ state }) => state !== "absent");
  if (name?.state === "unknown") return undetermined(name);
  if (name?.state === "value" && name.value !== DEFAULT_ACCOUNT)
    return notApplicable("its service account decides, and is judged itself");
  return violation("default-account", {
    message:
      "the pod runs as the namespace's default service account, and 'automountServiceAccountToken' is not set, so that it carries that account's key to the Kubernetes API; false is required",
    fix: "set automountServiceAccountToken to false, or give it a service account of its own",
    property: place.path,
  });
}

/** What says why it talks to the API may carry a key to it. */
function unlessClient(annotations: readonly Reader[], judge: () => Outcome): Outcome {
  const reads = annotations.map((place) => ({ place, read: place.at(API_CLIENT).filledText() }));
  if (reads.some(({ read }) => read.state === "value"))
    return notApplicable("it says why it talks to the Kubernetes API");
  const outcome = judge();
  if (outcome.kind !== "violation") return outcome;
  const unknown = reads.find(
    ({ place, read }) => read.state === "unknown" && !place.isGap && !place.at(API_CLIENT).isGap,
  );
  return unknown?.read.state === "unknown" ? undetermined(unknown.read) : outcome;
}
