import { approvedImageSources, isApprovedImageSource } from "../../../content/registries";
import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container } from "../../evaluation/pods";
import { parseImage } from "./image-reference";
import { containerRule } from "./pod-rule";

export const imagesComeFromApprovedRegistries = containerRule(
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
  (container) => [judge(container)],
);

function judge(container: Container): Outcome {
  const place = container.at("image");
  const read = place.filledText();
  if (read.state === "unknown") return undetermined(read);
  if (read.state === "absent") return notApplicable("the container names no image");
  const image = parseImage(read.value);
  if (image !== undefined && isApprovedImageSource(image)) return pass;
  const from = image === undefined ? "nowhere that can be told" : `${image.registry}/${image.repository}`;
  return violation("registry", {
    message: `the image of ${container.label}, '${read.value}', comes from ${from}, which is not approved; ${approvedImageSources.join(", ")} and the company's own ECR are`,
    fix: "take it from an approved registry, copy it into the company's own, or add its registry to content/registries.ts in a change of its own",
    property: place.path,
  });
}
