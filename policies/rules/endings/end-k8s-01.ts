import { removedApis } from "../../../content/endings";
import { supportedEksVersions } from "../../../content/versions";
import { ownFormsOf } from "../../evaluation/kubernetes-objects";
import {
  apiVersionOf,
  canonicalKubernetesType,
  kindOf,
  kubernetesType,
} from "../../evaluation/kubernetes-types";
import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { spellingInUrn } from "../../evaluation/resource-types";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { ENDING_CONTROLS } from "./ending-rule";

const KINDS = [
  ...new Set(
    removedApis.map(({ apiVersion, kind }) => canonicalKubernetesType(kubernetesType(apiVersion, kind))),
  ),
];
const OLDEST = supportedEksVersions.at(-1) ?? "";

export const noRemovedApis: ResourceRule = {
  id: "END-K8S-01",
  slug: "no-removed-kubernetes-apis",
  title: "No Kubernetes API version that clusters no longer serve",
  severity: "high",
  scope: "resource",
  types: ownFormsOf(KINDS),
  controls: ENDING_CONTROLS,
  remediation: "Write the object in the API version that took the old one's place; the message names it.",
  url: "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
  check(resource): Outcome {
    const read = resource.inputs.at("apiVersion").filledText();
    if (read.state === "unknown") return undetermined(read);
    const apiVersion = read.state === "value" ? read.value : apiVersionOf(spelled(resource));
    const kind = kindOf(resource.type).replace(/(List|Patch)$/, "");
    const removed = removedApis.find((api) => api.apiVersion === apiVersion && api.kind === kind);
    if (removed === undefined) return pass;
    return violation("removed-api", {
      message: `${kind} of ${apiVersion} is gone since Kubernetes ${removed.removedIn}, and ${OLDEST} is the oldest version that a stack may ask for; no cluster takes it`,
      fix: `use ${removed.replacement}`,
      property: "apiVersion",
    });
  },
};

/** The type as the program spells it; rules see the canonical one. */
function spelled({ urn, type }: Resource): string {
  const spelling = spellingInUrn(urn);
  return spelling === "" ? type : spelling;
}
