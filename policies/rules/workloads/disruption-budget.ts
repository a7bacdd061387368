import type { Reader, Unknown } from "../../evaluation/reader";

/** Why a PodDisruptionBudget never lets a pod go: the property at fault, and its value. */
export interface Blockade {
  readonly place: Reader;
  readonly field: "minAvailable" | "maxUnavailable";
  readonly value: string;
}

/**
 * Whether a budget never lets one of so many replicas go, so that their nodes can never be drained. Kubernetes rounds shares up, whether
 * they are of what is kept or of what is given.
 * @param replicas undefined where that is not known here
 */
export function blockadeOf(budget: Reader, replicas: number | undefined): Blockade | Unknown | undefined {
  const given = budget.at("spec", "maxUnavailable");
  const kept = budget.at("spec", "minAvailable");
  const givenRead = given.filledText();
  if (givenRead.state === "unknown" && !given.isGap) return givenRead;
  if (givenRead.state === "value")
    return /^0+%?$/.test(givenRead.value.trim())
      ? { place: given, field: "maxUnavailable", value: givenRead.value }
      : undefined;
  const keptRead = kept.filledText();
  if (keptRead.state === "unknown" && !kept.isGap) return keptRead;
  if (keptRead.state !== "value") return undefined;
  const [, digits, percent] = /^(\d+)(%?)$/.exec(keptRead.value.trim()) ?? [];
  if (digits === undefined) return undefined;
  const blocks =
    replicas === undefined
      ? percent === "%" && Number(digits) >= 100
      : (percent === "%" ? Math.ceil((Number(digits) * replicas) / 100) : Number(digits)) >= replicas;
  return blocks ? { place: kept, field: "minAvailable", value: keptRead.value } : undefined;
}
