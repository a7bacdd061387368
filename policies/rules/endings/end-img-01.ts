import { notApplicable, pass, undetermined, type Outcome } from "../../evaluation/outcome";
import type { Container } from "../../evaluation/pods";
import type { ResourceRule } from "../../evaluation/rule";
import { containerRule } from "../workloads/pod-rule";
import { endingOfImage } from "./ending-image";
import { ended, ENDING_CONTROLS } from "./ending-rule";

/** @param today `YYYY-MM-DD`, UTC */
export function noEndedImages(today: string): ResourceRule {
  return containerRule(
    {
      id: "END-IMG-01",
      slug: "no-images-that-end",
      title: "No image whose project or publisher has ended it",
      severity: "high",
      controls: ENDING_CONTROLS,
      remediation: "Use the image that takes its place; the message names it.",
      url: "https://github.com/bitnami/charts/issues/35164",
    },
    (container) => [judge(container, today)],
  );
}

function judge(container: Container, today: string): Outcome {
  const place = container.at("image");
  const read = place.filledText();
  if (read.state === "unknown") return undetermined(read);
  if (read.state === "absent") return notApplicable("the container names no image");
  const ending = endingOfImage(read.value);
  return ending === undefined
    ? pass
    : ended(`the image of ${container.label}, '${read.value}', is one of`, ending, today, place.path);
}
