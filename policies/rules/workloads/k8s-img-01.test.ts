import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { imagesArePinned } from "./k8s-img-01";

const image = (name: unknown) => pod({ containers: [{ name: "app", image: name }] });
const DIGEST = `@sha256:${"0123456789abcdef".repeat(4)}`;
const REST =
  "what runs tomorrow is not what was tested; a version or a digest is required. To mend it: name it by its digest (name@sha256:…), or by the tag of one version.";

describe("K8S-IMG-01", () => {
  testRule(imagesArePinned, [
    ...containerCases({
      good: { image: "quay.io/prometheus/prometheus:v3.7.1" },
      bad: { image: "quay.io/prometheus/prometheus" },
      reason: "latest",
      message: (label) =>
        `the image of ${label}, 'quay.io/prometheus/prometheus', has no tag, which means latest: ${REST}`,
    }),
    { title: "a digest", resources: image(`nginx${DIGEST}`), expect: ["pass"] },
    { title: "a tag and a digest", resources: image(`nginx:latest${DIGEST}`), expect: ["pass"] },
    {
      title: "a registry with a port",
      resources: image("registry.example.com:5000/app:1.2.3"),
      expect: ["pass"],
    },
    {
      title: "a registry with a port, and no tag",
      resources: image("registry.example.com:5000/app"),
      expect: ["violation latest"],
    },
    {
      title: "latest",
      resources: image("nginx:latest"),
      expect: ["violation latest"],
      message: `the image of container 'app', 'nginx:latest', has the tag 'latest', which moves: ${REST}`,
    },
    {
      title: "a line of versions",
      resources: image("nginx:stable"),
      expect: ["violation moving-tag"],
      message: `the image of container 'app', 'nginx:stable', has the tag 'stable', which moves: ${REST}`,
    },
    {
      title: "no name",
      resources: image("$IMAGE name"),
      expect: ["violation no-image"],
      message:
        "the image of container 'app', '$IMAGE name', is no name of an image; one with a version or a digest is required. To mend it: name it by its digest (name@sha256:…), or by the tag of one version.",
    },
    { title: "none", resources: pod({ containers: [{ name: "app" }] }), expect: ["notApplicable"] },
    { title: "not known", resources: image(UNKNOWN), expect: ["undetermined spec.containers[0].image"] },
  ]);
});
