import { pass, violation, type Outcome } from "../../evaluation/outcome";
import { imageRule, type NamedImage } from "./image-rule";

/** Tags that name no version but whatever is newest on some line. */
const MOVING_TAGS =
  /^(latest|stable|mainline|main|master|trunk|develop|dev|edge|nightly|canary|head|snapshot|current|rolling|prod|production|staging|test|lts|release)$/i;

export const imagesArePinned = imageRule(
  {
    id: "K8S-IMG-01",
    slug: "images-are-pinned",
    title: "Images are pinned by digest or immutable tag",
    severity: "high",
    controls: {
      soc2: ["CC6.8", "CC8.1"],
      pci: ["6.3.2", "6.5.1"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.19", "A.8.32"],
    },
    remediation: "Name the image by its digest, or by the tag of one version.",
    url: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  },
  judge,
);

function judge({ parts: image, label, property }: NamedImage): Outcome {
  const fix = "name it by its digest (name@sha256:…), or by the tag of one version";
  if (image === undefined) {
    return violation("no-image", {
      message: `${label} is no name of an image; one with a version or a digest is required`,
      fix,
      property,
    });
  }
  if (image.digest !== undefined) return pass;
  if (image.tag !== undefined && !MOVING_TAGS.test(image.tag)) return pass;
  const found =
    image.tag === undefined ? "has no tag, which means latest" : `has the tag '${image.tag}', which moves`;
  return violation(
    image.tag === undefined || image.tag.toLowerCase() === "latest" ? "latest" : "moving-tag",
    {
      message: `${label} ${found}: what runs tomorrow is not what was tested; a version or a digest is required`,
      fix,
      property,
    },
  );
}
