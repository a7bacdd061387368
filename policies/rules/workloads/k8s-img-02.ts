import { approvedImageSources, isApprovedImageSource } from "../../../content/registries";
import { pass, violation, type Outcome } from "../../evaluation/outcome";
import { imageRule, type NamedImage } from "./image-rule";

export const imagesComeFromApprovedRegistries = imageRule(
  {
    id: "K8S-IMG-02",
    slug: "images-come-from-approved-registries",
    title: "Images come from approved registries",
    severity: "high",
    controls: {
      soc2: ["CC6.8"],
      pci: ["6.3.2"],
      gdpr: ["28"],
      iso27001: ["A.5.21", "A.8.19"],
    },
    remediation:
      "Take the image from an approved registry, copy it into the company's own, or add its registry to content/registries.ts in a change of its own.",
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html",
  },
  judge,
);

function judge({ parts: image, label, property }: NamedImage): Outcome {
  if (image !== undefined && isApprovedImageSource(image)) return pass;
  const from = image === undefined ? "nowhere that can be told" : `${image.registry}/${image.repository}`;
  return violation("registry", {
    message: `${label} comes from ${from}, which is not approved; ${approvedImageSources.join(", ")} and the company's own ECR are`,
    fix: "take it from an approved registry, copy it into the company's own, or add its registry to content/registries.ts in a change of its own",
    property,
  });
}
