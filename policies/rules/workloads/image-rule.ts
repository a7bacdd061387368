import { notApplicable, undetermined, type Outcome } from "../../evaluation/outcome";
import type { Container } from "../../evaluation/pods";
import type { ResourceRule, RuleMetadata } from "../../evaluation/rule";
import { parseImage, type ImageReference } from "../../../content/images/image-reference";
import { containerRule } from "./pod-rule";

/** The image that a container names. */
export interface NamedImage {
  /** undefined where what is named is no image. */
  readonly parts: ImageReference | undefined;
  /** How messages begin that speak of it, with the name as the container writes it. */
  readonly label: string;
  /** Where it stands. */
  readonly property: string;
}

/** A rule that asks something of the image of every container. */
export function imageRule(
  metadata: Omit<RuleMetadata, "types">,
  judge: (image: NamedImage) => Outcome,
): ResourceRule {
  return containerRule(metadata, (container) => [judgeContainer(container, judge)]);
}

function judgeContainer(container: Container, judge: (image: NamedImage) => Outcome): Outcome {
  const place = container.at("image");
  const name = place.filledText();
  if (name.state === "unknown") return undetermined(name);
  if (name.state === "absent") return notApplicable("the container names no image");
  return judge({
    parts: parseImage(name.value),
    label: `the image of ${container.label}, '${name.value}',`,
    property: place.path,
  });
}
