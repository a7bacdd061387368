import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container } from "../../evaluation/pods";

/** A switch of a container's security context that has to be set, because Kubernetes' default is the wrong way round. */
export interface RequiredFlag {
  readonly field: string;
  readonly allowed: boolean;
  readonly reason: string;
  /** What happens otherwise, as the rest of a sentence that ends "so that …". */
  readonly consequence: string;
}

/** Judges a container by a switch that must be set. */
export function requiredFlag({ field, allowed, reason, consequence }: RequiredFlag) {
  return (container: Container): readonly Outcome[] => {
    const place = container.at("securityContext", field);
    const read = place.flag();
    if (read.state === "unknown") return [undetermined(read)];
    if (read.state === "value" && read.value === allowed) return [pass];
    const found = read.state === "absent" ? `not set, which means ${!allowed}` : String(read.value);
    return [
      violation(reason, {
        message: `'securityContext.${field}' of ${container.label} is ${found}, so that ${consequence}; ${allowed} is required`,
        fix: `set ${field} to ${allowed} in the container's securityContext`,
        property: place.path,
      }),
    ];
  };
}
