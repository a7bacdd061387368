import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";

/** A share above it keeps both of two replicas: Kubernetes rounds up. */
const HIGHEST_SHARE = 50;

const FIX = "set maxUnavailable to 1 in place of it";

/** Judges whether a PodDisruptionBudget ever lets a pod go: one that does not stops every upgrade of nodes. */
export function judgeBudget(body: Reader): readonly Outcome[] {
  return [judgeKept(body.at("spec", "minAvailable")), judgeGiven(body.at("spec", "maxUnavailable"))];
}

function judgeKept(place: Reader): Outcome {
  const read = place.filledText();
  if (read.state === "unknown") return place.isGap ? pass : undetermined(read);
  const share = read.state === "value" ? shareOf(read.value) : undefined;
  if (share === undefined || share <= HIGHEST_SHARE || read.state === "absent") return pass;
  return violation("blocks-upgrades", {
    message: `'minAvailable' is ${read.value}, which of two replicas keeps both, so that their nodes can never be drained; at most ${HIGHEST_SHARE}% are allowed`,
    fix: FIX,
    property: place.path,
  });
}

function judgeGiven(place: Reader): Outcome {
  const read = place.filledText();
  if (read.state === "unknown") return place.isGap ? pass : undetermined(read);
  if (read.state === "absent" || !/^0+%?$/.test(read.value.trim())) return pass;
  return violation("blocks-upgrades", {
    message: `'maxUnavailable' is ${read.value}, so that the pods' nodes can never be drained; at least 1 is required`,
    fix: "set maxUnavailable to 1",
    property: place.path,
  });
}

/** The number of a percentage; undefined for a count of pods. */
function shareOf(text: string): number | undefined {
  const [, digits] = /^(\d+)%$/.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
