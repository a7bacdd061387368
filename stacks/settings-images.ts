import { z } from "zod";
import { setting } from "./settings-describe";

/** Host with a dot or a port, and any path below it; no scheme, no tag. */
const REGISTRY_FORM = /^(?=[^/]*[.:])[a-z0-9][a-z0-9.-]*(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

/** Group `images`. */
export const imageSettings = setting(
  z
    .strictObject({
      /**
       * Registry that has copies of all images.
       * @default - none: each image comes from where its project publishes it
       */
      registryMirror: setting(z.string().regex(REGISTRY_FORM).optional(), {
        meaning:
          "Registry from which all images are taken instead of their projects' own, also those that operators put into pods. It has a copy of each under the name of the registry it came from: `quay.io/prometheus/prometheus` is `<mirror>/quay.io/prometheus/prometheus`. `pharos images` lists what has to be there.",
        allowed: "a registry without a scheme, such as one of ECR, with or without a path below it",
        example: "111122223333.dkr.ecr.us-east-1.amazonaws.com/mirror",
        changing:
          "Every pod is made anew from the other registry, as disruption budgets allow. What is not in the mirror does not start, and the release is rolled back.",
      }),
    })
    .prefault({}),
  { meaning: "Where container images come from." },
);
