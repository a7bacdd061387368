import { approvedImageSources } from "../../../content/registries";
import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { imagesComeFromApprovedRegistries } from "./k8s-img-02";

const image = (name: unknown) => pod({ containers: [{ name: "app", image: name }] });
const REST =
  `which is not approved; ${approvedImageSources.join(", ")} and the company's own ECR are. ` +
  "To mend it: take it from an approved registry, copy it into the company's own, or add its registry to content/registries.ts in a change of its own.";

describe("K8S-IMG-02", () => {
  testRule(imagesComeFromApprovedRegistries, [
    ...containerCases({
      good: { image: "quay.io/prometheus/prometheus:v3.7.1" },
      bad: { image: "nginx:1.29.1" },
      reason: "registry",
      message: (label) =>
        `the image of ${label}, 'nginx:1.29.1', comes from docker.io/library/nginx, ${REST}`,
    }),
    {
      title: "the company's own",
      resources: image("123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1.0.0"),
      expect: ["pass"],
    },
    {
      title: "a part of Docker Hub that is approved",
      resources: image("grafana/grafana:13.2.0"),
      expect: ["pass"],
    },
    {
      title: "the same by its whole name",
      resources: image("index.docker.io/grafana/grafana:13.2.0"),
      expect: ["pass"],
    },
    {
      title: "a name that begins like one",
      resources: image("docker.io/grafana-evil/x:1"),
      expect: ["violation registry"],
    },
    {
      title: "a registry that begins like one",
      resources: image("quay.io.example.com/x:1"),
      expect: ["violation registry"],
    },
    {
      title: "an ECR that is none",
      resources: image("1.dkr.ecr.eu-west-1.amazonaws.com.evil.example/x:1"),
      expect: ["violation registry"],
    },
    { title: "none", resources: pod({ containers: [{ name: "app" }] }), expect: ["notApplicable"] },
    { title: "not known", resources: image(UNKNOWN), expect: ["undetermined spec.containers[0].image"] },
  ]);
});
