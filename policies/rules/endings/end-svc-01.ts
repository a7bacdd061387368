import { endingServices } from "../../../content/endings";
import { pass, type Outcome } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";
import { ended, ENDING_CONTROLS } from "./ending-rule";

const BY_TYPE = new Map(
  endingServices.flatMap((service) => service.types.map((type) => [type, service] as const)),
);

/** @param today `YYYY-MM-DD`, UTC */
export function noEndedServices(today: string): ResourceRule {
  return {
    id: "END-SVC-01",
    slug: "no-services-that-end",
    title: "No hosted service that has ended or soon ends",
    severity: "high",
    scope: "resource",
    types: [...BY_TYPE.keys()],
    controls: ENDING_CONTROLS,
    remediation: "Use what takes the service's place; the message names it.",
    url: "https://docs.aws.amazon.com/general/latest/gr/lifecycle-doc-history.html",
    check({ type }): Outcome {
      const service = BY_TYPE.get(type);
      return service === undefined ? pass : ended("the resource belongs to", service, today, "type");
    },
  };
}
